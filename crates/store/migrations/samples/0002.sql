-- Rows as the product writes them: an agency, two units, a plan with one edition and something in each of its tables.
INSERT INTO agency (code, name_th, name_en) VALUES ('LED', 'กรมบังคับคดี', NULL);
INSERT INTO unit (code, position, abbreviation, name_th, name_en, kind, parent, valid_from, valid_to, successor, collective, note)
VALUES
    ('กผ.', 1, 'กผ.', 'กองนโยบายและแผน', 'Planning Division', 'กอง', NULL, '2017-10-01', NULL, NULL, 0, NULL),
    ('สบก.', 2, 'สบก.', 'สำนักงานบังคับคดี', NULL, 'สำนักงาน', 'กผ.', NULL, '2023-09-30', 'กผ.', 1, 'ชื่อรวม');
INSERT INTO plan (code, fiscal_year) VALUES ('annual-2566', 2566);
INSERT INTO edition (plan_code, number, state, announced_on, reason, name_th, name_en, kind, carries_out, total_rule, vision)
VALUES ('annual-2566', 1, 'announced', '2022-09-30', NULL, 'แผนปฏิบัติราชการรายปี', NULL, 'annual', NULL, 'sum_of_scores', NULL);
INSERT INTO level (plan_code, edition, depth, position, name_th, name_en) VALUES ('annual-2566', 1, 1, 1, 'ประเด็น', 'Issue');
INSERT INTO plan_node (plan_code, edition, code, position, parent, depth, number, name_th, name_en, weight, counted)
VALUES ('annual-2566', 1, 'N1', 1, NULL, 1, '1', 'บริการที่ประชาชนเชื่อมั่น', NULL, '100.00', 1);
INSERT INTO scale (plan_code, edition, code, position, name_th, name_en, kind, full_score, interpolated, below_lowest, near_from,
                   places)
VALUES ('annual-2566', 1, 'BAND5', 1, 'เกณฑ์ 5 ระดับ', NULL, 'bands', '5', 1, 'floor', '90', 2);
INSERT INTO scale_point (plan_code, edition, scale_code, position, from_percent, score, band, points_shown)
VALUES ('annual-2566', 1, 'BAND5', 1, '60', '1', 1, '60'), ('annual-2566', 1, 'BAND5', 2, '100', '5', 5, '100');
INSERT INTO indicator (plan_code, edition, code, position, node_code, number, name_th, name_en, unit_of_measure, shape, percent_rule,
                       zero_target, accumulation, aggregation, scale_code, weight, counted, actual_from, actual_code,
                       evidence_required, definition, formula, data_source, frequency, baseline, dimension, note)
VALUES ('annual-2566', 1, '1.1', 1, 'N1', '1.1', 'ร้อยละความพึงพอใจ', NULL, 'ร้อยละ', 'value', 'higher', 'refused', 'cumulative',
        'central', 'BAND5', NULL, 1, NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO owner (plan_code, edition, indicator_code, unit_code, position, is_primary, weight)
VALUES ('annual-2566', 1, '1.1', 'กผ.', 1, 1, NULL);
INSERT INTO milestone_step (plan_code, edition, indicator_code, round_code, level, position, wording, done_by)
VALUES ('annual-2566', 1, '1.1', '', 1, 1, 'แต่งตั้งคณะทำงาน', '2023-03-31');
INSERT INTO target (plan_code, edition, indicator_code, unit_code, round_code, position, value, high, anchors, printed, note, version)
VALUES ('annual-2566', 1, '1.1', '', '', 1, '92.00', NULL, '', 'ร้อยละ ๙๒', NULL, 1);
INSERT INTO project (plan_code, edition, code, position, node_code, number, name_th, scale_code, funding, note)
VALUES ('annual-2566', 1, 'P1', 1, 'N1', '1', 'โครงการให้ความรู้', 'BAND5', 'amount', NULL);
INSERT INTO project_owner (plan_code, edition, project_code, position, unit_code) VALUES ('annual-2566', 1, 'P1', 1, 'สบก.');
INSERT INTO project_indicator (plan_code, edition, project_code, item, position, wording, target_printed, target_value,
                               unit_of_measure, lower_is_better, note)
VALUES ('annual-2566', 1, 'P1', 1, 1, 'จำนวนผู้เข้าร่วม', '๑๐๐ คน', '100', 'คน', 0, NULL);
INSERT INTO budget_line (plan_code, edition, position, project_code, kind, source, class, period, amount, target_percent, note)
VALUES ('annual-2566', 1, 1, 'P1', 'appropriated', 'เงินงบประมาณ', 'overall', 'year', 123456700, NULL, NULL),
       ('annual-2566', 1, 2, '', 'disbursed', 'เงินงบประมาณ', 'investment', 'R12', NULL, '75.00', NULL);
INSERT INTO reported_problem (plan_code, edition, code, position, recommendation, category, wording, source)
VALUES ('annual-2566', 1, 'PB1', 1, 0, 'บุคลากร', 'อัตรากำลังไม่พอ', NULL);
INSERT INTO narrative (plan_code, edition, section, item, position, wording, source)
VALUES ('annual-2566', 1, 'part1.mission', 1, 1, 'พันธกิจ', 'เล่มแผน');
INSERT INTO cited_total (plan_code, edition, round_code, node_code, position, percent, source)
VALUES ('annual-2566', 1, 'R6', '', 1, '45.59', 'รายงานรอบ 6 เดือน');
