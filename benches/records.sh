#!/bin/sh
# Prints made-up records over report.yaml, one a line, each unlike any other: benches/records.sh 100000 > records.jsonl
set -eu
exec awk -v count="${1:?how many}" '
# Park and Miller: the same records on every machine.
function random(below) { seed = seed * 16807 % 2147483647; return seed % below }
function text(kind, words) { return "{\"" kind "\":\"" words "\"}" }
function row(at,    schools, classes) {
    schools = 20 + random(180); classes = schools * (8 + random(20))
    return "[\"" at "\",\"Xã Mẫu " record "." at "\",\"" schools "\",\"" classes "\",\"" classes * (28 + random(14)) \
        "\",\"" 70 + random(30) "." 1 + random(9) "\"]"
}
function table(    rows, at) {
    for (at = 1; at <= 12; at++) rows = rows (at > 1 ? "," : "") row(at)
    return "{\"table\":{\"caption\":\"Quy mô trường lớp theo địa bàn\",\"columns\":[\"TT\",\"Đơn vị\",\"Số trường\",\"Số lớp\"," \
        "\"Số học sinh\",\"Tỷ lệ (%)\"],\"kinds\":[\"ordinal\",\"text\",\"integer\",\"integer\",\"integer\",\"decimal\"]," \
        "\"widths\":[1,5,2,2,3,2],\"rows\":[" rows "]}}"
}
function heading(name, items) { return "{\"heading\":\"" name "\",\"items\":[" items "]}" }
BEGIN {
    seed = 30
    for (record = 1; record <= count; record++) {
        done = heading("Kết quả đạt được", \
            text("text", "Đến hết quý I năm 2026, Sở quản lý " 200 + random(700) " trường học thuộc 12 xã, phường; trong đó " \
                30 + random(100) " trường đạt chuẩn quốc gia mức độ 1 và " 10 + random(20) " trường đạt chuẩn quốc gia mức độ 2. Quy mô trường lớp theo địa bàn như sau:") "," \
            table() "," \
            text("clause", "Đã bồi dưỡng " 500 + random(4000) " lượt giáo viên về phương pháp dạy học, kiểm tra và đánh giá theo chương trình giáo dục phổ thông.") "," \
            text("clause", "Đã sửa chữa " 50 + random(400) " phòng học, xây mới " 10 + random(90) " phòng học bộ môn và " 5 + random(60) " công trình vệ sinh, nước sạch.") "," \
            text("clause", "Có " 60 + random(40) " phần trăm trường học dùng học bạ số; " 50 + random(45) " phần trăm cha mẹ học sinh nộp học phí không dùng tiền mặt."))
        lacking = heading("Tồn tại, nguyên nhân", \
            text("clause", "Còn thiếu " 20 + random(300) " giáo viên so với định mức, chủ yếu ở các môn Tin học, Ngoại ngữ và Nghệ thuật.") "," \
            text("clause", "Tiến độ giải ngân vốn đầu tư mới đạt " 11 + random(60) " phần trăm kế hoạch do vướng mắc trong giải phóng mặt bằng."))
        plan = heading("Phương hướng quý II năm 2026", \
            text("clause", "Tuyển dụng " 20 + random(200) " giáo viên, ưu tiên vùng khó khăn.") "," \
            text("clause", "Hoàn thành kiểm định chất lượng " 10 + random(50) " trường học trước ngày 30 tháng 6 năm 2026.") "," \
            text("clause", "Tổ chức kỳ thi tốt nghiệp trung học phổ thông tại " 10 + random(40) " điểm thi, bảo đảm an toàn, nghiêm túc, đúng quy chế."))
        asks = heading("Kiến nghị", \
            text("text", "Đề nghị Ủy ban nhân dân tỉnh bổ sung " 2 + random(90) " tỷ đồng để mua sắm thiết bị dạy học tối thiểu cho năm học mới."))
        printf "{\"key\":\"bao-cao-%06d\",\"document\":{\"number\":%d,\"subject\":\"Kết quả công tác giáo dục quý I năm 2026 của cụm trường số %d\"},\"content\":[%s,%s,%s,%s]}\n", \
            record, record, record, done, lacking, plan, asks
    }
}'
