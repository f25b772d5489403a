use chrono::NaiveDate;

/// The days on which a fact holds; both ends belong to it, `None` is an open end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

impl Period {
    /// Whether `day` lies in it.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && !self.is_over(day)
    }

    /// Whether it ended before `day`.
    pub fn is_over(self, day: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < day)
    }
}
