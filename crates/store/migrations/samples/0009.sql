-- A holiday and a setting.
INSERT INTO holiday (day, name) VALUES ('2023-10-13', 'วันนวมินทรมหาราช');
INSERT INTO setting (name, value, version) VALUES ('deadline.counting', 'calendar', 1);
