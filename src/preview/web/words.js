// The words of the page, Vietnamese and English.

const WORDS = {
  skip: ["Đến phiếu", "Skip to the form"],
  tools: ["Công cụ", "Tools"],
  side: ["Phiếu và thông báo", "Form and messages"],
  form: ["Phiếu", "Form"],
  problems: ["Thông báo", "Messages"],
  figures: ["Số liệu tính", "Figures"],
  pages: ["Các trang", "Pages"],
  page: ["Trang {0}", "Page {0}"],
  pageOf: ["Trang {0} trên {1}", "Page {0} of {1}"],
  thumbs: ["Trang thu nhỏ", "Thumbnails"],
  zoom: ["Cỡ xem", "Zoom"],
  zoomIn: ["Phóng to", "Zoom in"],
  zoomOut: ["Thu nhỏ", "Zoom out"],
  fitWidth: ["Vừa bề ngang", "Fit width"],
  fitPage: ["Vừa trang", "Fit page"],
  print: ["In", "Print"],
  undo: ["Hoàn tác", "Undo"],
  redo: ["Làm lại", "Redo"],
  take: ["Tải về", "Download"],
  draft: ["Bản thảo", "Draft"],
  final: ["Bản chính", "Final"],
  package: ["Gói dữ liệu", "Data package"],
  language: ["English", "Tiếng Việt"],
  many: ["Các phiếu", "All files"],
  previous: ["Phiếu trước", "Previous file"],
  next: ["Phiếu sau", "Next file"],
  compare: ["So sánh", "Compare"],
  back: ["Về bản thảo", "Back to the draft"],
  search: ["Tìm", "Search"],
  filter: ["Trạng thái", "State"],
  all: ["Tất cả", "All"],
  ready: ["Sẵn sàng", "Ready"],
  warnings: ["Có cảnh báo", "Warnings"],
  errors: ["Có lỗi", "Errors"],
  unchecked: ["Chưa kiểm tra", "Not checked"],
  name: ["Phiếu", "File"],
  key: ["Bản ghi", "Record"],
  document: ["Văn bản", "Document"],
  identifier: ["Số, ký hiệu", "Number"],
  author: ["Cơ quan", "Issued by"],
  shown: ["{0}/{1} phiếu", "{0} of {1} files"],
  shownRecords: ["{0}/{1} bản ghi", "{0} of {1} records"],
  counts: ["{0} lỗi, {1} cảnh báo", "{0} errors, {1} warnings"],
  noProblems: ["Không có thông báo nào.", "No messages."],
  error: ["Lỗi", "Error"],
  warning: ["Cảnh báo", "Warning"],
  info: ["Lưu ý", "Note"],
  line: ["dòng {0}", "line {0}"],
  cell: ["dòng {0}, cột {1}", "row {0}, column {1}"],
  basis: ["Căn cứ: {0}", "Basis: {0}"],
  stale: [
    "{0} Các trang dưới đây là bản gần nhất không có lỗi.",
    "{0} The pages below are the last without errors.",
  ],
  andMore: ["{0} (và {1} lỗi khác)", "{0} (and {1} more)"],
  noPages: [
    "Chưa có trang nào: phiếu còn {0} lỗi. Sửa xong các lỗi ở mục Thông báo thì các trang hiện ra ở đây.",
    "No pages yet: the answers have {0} errors. Once those under Messages are mended, the pages appear here.",
  ],
  record: [
    "Bản ghi {0} chỉ để xem: muốn sửa thì sửa trong bảng, trang này tự cập nhật khi lưu tệp.",
    "The record {0} is for looking only: change it in its table, and this page follows when the file is saved.",
  ],
  fromCell: ["Từ {0}, hàng {1}, cột {2}", "From {0}, row {1}, column {2}"],
  fromLine: ["Từ {0}, dòng {1}", "From {0}, line {1}"],
  more: ["Chỉ hiện {0} phiếu đầu; tìm hoặc lọc để thấy phiếu khác.", "The first {0} are shown; search or filter for others."],
  lost: [
    "Mất liên lạc với chương trình: những gì gõ từ lúc này chưa được ghi, trang giữ lại và ghi khi chương trình chạy tiếp.",
    "The program does not answer: what is typed now is not saved; the page keeps it and saves it once the program answers.",
  ],
  restarted: [
    "Chương trình đã được chạy lại ở địa chỉ khác: hãy mở địa chỉ mới. Những gì gõ ở đây từ lúc đó chưa được ghi: chép các ô “Chưa ghi được vào phiếu” sang đó.",
    "The program was started again at another address: open that. What was typed here since is not saved: copy the fields “Not saved yet” over.",
  ],
  tooMuch: ["Nhiều quá: một phiếu có nhiều nhất 8 MB.", "Too much: an answers file has at most 8 MB."],
  unsettled: [
    "Có ô chưa ghi được vào phiếu, nên tệp lập ra sẽ thiếu. Xem các ô có dòng “Chưa ghi được vào phiếu”.",
    "Some of what was typed is not in the file yet and would be missing. See the fields marked “Not saved yet”.",
  ],
  stepHelp: [
    "Sau thay đổi ấy phiếu đã được sửa ở nơi khác, nên không hoàn tác hay làm lại được nữa.",
    "The file was changed elsewhere since, so that the step cannot be taken any more.",
  ],
  away: ["Mất liên lạc", "No contact"],
  unsaved: ["Chưa ghi được vào phiếu.", "Not saved yet."],
  required: ["bắt buộc", "required"],
  computed: ["để trống thì tự tính", "computed when empty"],
  example: ["Ví dụ: {0}", "Example: {0}"],
  yes: ["Có", "Yes"],
  no: ["Không", "No"],
  none: ["(để trống)", "(empty)"],
  odd: ["{0} (không hợp lệ)", "{0} (not valid)"],
  add: ["Thêm: {0}", "Add: {0}"],
  remove: ["Xóa", "Remove"],
  up: ["Lên", "Move up"],
  down: ["Xuống", "Move down"],
  item: ["{0} {1}", "{0} {1}"],
  row: ["dòng {0}", "row {0}"],
  actions: ["Thao tác", "Actions"],
  nothing: ["Không có", "None"],
  pressNothing: ["bấm “Không có”", "press “None”"],
  newKey: ["Thêm mục: {0}", "New key: {0}"],
  pasteHelp: ["Dán được các ô chép từ Excel.", "Cells copied from Excel can be pasted."],
  saved: ["Đã ghi vào phiếu.", "Saved."],
  pasted: ["Đã dán {0} dòng.", "{0} rows pasted."],
  leftOut: ["Bảng không có cột cho {0} ô, các ô này chưa được dán:", "The table has no column for {0} cells, which were not pasted:"],
  conflict: ["Phiếu đã được sửa ở nơi khác", "The file was changed elsewhere"],
  conflictHelp: [
    "Cùng một chỗ vừa được sửa ở đây và trong tệp. Chưa ghi gì cả.",
    "The same place was changed here and in the file. Nothing was written.",
  ],
  theirs: ["Trong tệp bây giờ", "In the file now"],
  mine: ["Giá trị ở đây", "Typed here"],
  keepTheirs: ["Giữ giá trị trong tệp", "Keep the file's"],
  writeMine: ["Ghi giá trị ở đây", "Write what was typed here"],
  moved: ["Danh sách vừa thay đổi, hãy làm lại.", "The list has just changed, please do it again."],
  refused: ["Không ghi được", "Not written"],
  notMade: ["Không lập được tệp", "The file could not be made"],
  close: ["Đóng", "Close"],
  formula: ["Cách tính", "Formula"],
  dataset: ["dữ liệu nộp kèm", "the data handed in"],
  from: ["Tính từ", "Computed from"],
  noFigures: ["Loại văn bản này không có số liệu tính.", "This kind of document computes no figures."],
  left: ["Bản trước", "Before"],
  right: ["Bản sau", "After"],
  version: ["Lần ghi {0}", "Version {0}"],
  opened: ["Lúc mở", "As opened"],
  now: ["Bây giờ", "Now"],
  unchanged: ["Lúc mở, chưa sửa gì", "As opened, unchanged"],
  sameSide: ["Phiếu chưa có bản nào khác để so. Chọn hai bản khác nhau.", "There is no other version to compare. Choose two that differ."],
  changes: ["Giá trị thay đổi", "Changed values"],
  noChanges: ["Hai bản giống nhau.", "Both are the same."],
  value: ["Mục", "Value"],
  noForm: ["Chưa nhận ra loại văn bản của phiếu. Xem tab Thông báo.", "The kind of document is not known. See Messages."],
};

const KEY = "congvan-lang";
let lang = readLang();

function readLang() {
  const first = document.documentElement.lang;
  try {
    return sessionStorage.getItem(KEY) ?? first;
  } catch {
    return first;
  }
}

export const isVietnamese = () => lang === "vi";

/** The language, as the browser names it to write times. */
export const locale = () => (isVietnamese() ? "vi-VN" : "en-GB");

/** The word of a key, with its gaps filled. */
export function t(key, ...gaps) {
  const [vi, en] = WORDS[key];
  return (lang === "vi" ? vi : en).replace(/\{(\d)\}/g, (_, at) => String(gaps[Number(at)]));
}

let told = (text) => text;

/** From now on messages are told by `tell`, which calls answers as the form does. */
export function tellBy(tell) {
  told = tell;
}

/** A message of the program in the language of the page. */
export const say = (message) => told(lang === "vi" ? message.vi : message.en);

/** The label of a field; English where there is one. */
export const label = (field) => (lang === "vi" ? field.label : field.label_en ?? field.label) || field.key;

/** What a key of a map is called: by its own label, or by that of the map. */
export const keyLabel = (field) => (lang === "vi" ? field.key_label : field.key_label_en || field.key_label) || label(field);

/** What an item of a list is called: by its own label, or by that of the list, where only that is in the language. */
export function itemLabel({ item, ...field }) {
  const isNamed = label(item) !== item.key && (lang === "vi" || item.label_en || !field.label_en);
  return isNamed ? label(item) : label(field);
}

export const help = (field) => (lang === "vi" ? field.help : field.help_en ?? field.help);

export function switchLang() {
  lang = lang === "vi" ? "en" : "vi";
  try {
    sessionStorage.setItem(KEY, lang);
  } catch {
    // Without storage the choice lasts until the page is loaded again.
  }
}

/** Puts the words of the fixed parts of the page in their places. */
export function speak() {
  document.documentElement.lang = lang;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = t(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
}
