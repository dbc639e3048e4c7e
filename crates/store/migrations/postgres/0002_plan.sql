-- The agency, its units, and plans with their editions. All that an announcement fixes belongs to the edition: a row of another
-- edition is another row. Rows keep the printed order in `position`. What is optional and part of a key is '' when absent.
CREATE TABLE agency (
    code TEXT NOT NULL PRIMARY KEY,
    name_th TEXT NOT NULL,
    name_en TEXT
);

CREATE TABLE unit (
    code TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    abbreviation TEXT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT,
    kind TEXT NOT NULL,
    parent TEXT,
    valid_from TEXT,
    valid_to TEXT,
    successor TEXT,
    collective BIGINT NOT NULL CHECK (collective IN (0, 1)),
    note TEXT
);

CREATE TABLE plan (
    code TEXT NOT NULL PRIMARY KEY,
    fiscal_year BIGINT NOT NULL
);

CREATE TABLE edition (
    plan_code TEXT NOT NULL REFERENCES plan (code),
    number BIGINT NOT NULL CHECK (number >= 0),
    state TEXT NOT NULL,
    announced_on TEXT,
    reason TEXT,
    name_th TEXT NOT NULL,
    name_en TEXT,
    kind TEXT NOT NULL,
    carries_out TEXT,
    total_rule TEXT NOT NULL,
    vision TEXT,
    PRIMARY KEY (plan_code, number)
);

CREATE TABLE level (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    depth BIGINT NOT NULL,
    position BIGINT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT,
    PRIMARY KEY (plan_code, edition, depth),
    FOREIGN KEY (plan_code, edition) REFERENCES edition (plan_code, number) ON DELETE CASCADE
);

CREATE TABLE plan_node (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    code TEXT NOT NULL,
    position BIGINT NOT NULL,
    parent TEXT,
    depth BIGINT NOT NULL,
    number TEXT,
    name_th TEXT NOT NULL,
    name_en TEXT,
    weight TEXT,
    counted BIGINT NOT NULL CHECK (counted IN (0, 1)),
    PRIMARY KEY (plan_code, edition, code),
    FOREIGN KEY (plan_code, edition) REFERENCES edition (plan_code, number) ON DELETE CASCADE
);

CREATE TABLE scale (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    code TEXT NOT NULL,
    position BIGINT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT,
    kind TEXT NOT NULL,
    full_score TEXT NOT NULL,
    interpolated BIGINT NOT NULL CHECK (interpolated IN (0, 1)),
    below_lowest TEXT NOT NULL,
    near_from TEXT NOT NULL,
    places BIGINT NOT NULL,
    PRIMARY KEY (plan_code, edition, code),
    FOREIGN KEY (plan_code, edition) REFERENCES edition (plan_code, number) ON DELETE CASCADE
);

CREATE TABLE scale_point (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    scale_code TEXT NOT NULL,
    position BIGINT NOT NULL,
    from_percent TEXT,
    score TEXT NOT NULL,
    band BIGINT NOT NULL,
    points_shown TEXT,
    PRIMARY KEY (plan_code, edition, scale_code, position),
    FOREIGN KEY (plan_code, edition, scale_code) REFERENCES scale (plan_code, edition, code) ON DELETE CASCADE
);

CREATE TABLE indicator (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    code TEXT NOT NULL,
    position BIGINT NOT NULL,
    node_code TEXT NOT NULL,
    number TEXT,
    name_th TEXT NOT NULL,
    name_en TEXT,
    unit_of_measure TEXT NOT NULL,
    shape TEXT NOT NULL,
    percent_rule TEXT NOT NULL,
    zero_target TEXT NOT NULL,
    accumulation TEXT NOT NULL,
    aggregation TEXT NOT NULL,
    scale_code TEXT,
    weight TEXT,
    counted BIGINT NOT NULL CHECK (counted IN (0, 1)),
    -- Where its actual comes from: a kind, and the code of what it names.
    actual_from TEXT,
    actual_code TEXT,
    evidence_required BIGINT NOT NULL CHECK (evidence_required IN (0, 1)),
    definition TEXT,
    formula TEXT,
    data_source TEXT,
    frequency TEXT,
    baseline TEXT,
    dimension TEXT,
    note TEXT,
    PRIMARY KEY (plan_code, edition, code),
    FOREIGN KEY (plan_code, edition) REFERENCES edition (plan_code, number) ON DELETE CASCADE
);

CREATE TABLE owner (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    indicator_code TEXT NOT NULL,
    unit_code TEXT NOT NULL REFERENCES unit (code),
    position BIGINT NOT NULL,
    is_primary BIGINT NOT NULL CHECK (is_primary IN (0, 1)),
    weight TEXT,
    PRIMARY KEY (plan_code, edition, indicator_code, unit_code),
    FOREIGN KEY (plan_code, edition, indicator_code) REFERENCES indicator (plan_code, edition, code) ON DELETE CASCADE
);

CREATE TABLE milestone_step (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    indicator_code TEXT NOT NULL,
    round_code TEXT NOT NULL,
    level BIGINT NOT NULL,
    position BIGINT NOT NULL,
    wording TEXT NOT NULL,
    done_by TEXT,
    PRIMARY KEY (plan_code, edition, indicator_code, round_code, level),
    FOREIGN KEY (plan_code, edition, indicator_code) REFERENCES indicator (plan_code, edition, code) ON DELETE CASCADE
);

CREATE TABLE target (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    indicator_code TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    round_code TEXT NOT NULL,
    position BIGINT NOT NULL,
    value TEXT,
    high TEXT,
    -- Parted by semicolons.
    anchors TEXT NOT NULL,
    printed TEXT,
    note TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (plan_code, edition, indicator_code, unit_code, round_code),
    FOREIGN KEY (plan_code, edition, indicator_code) REFERENCES indicator (plan_code, edition, code) ON DELETE CASCADE
);

CREATE TABLE project (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    code TEXT NOT NULL,
    position BIGINT NOT NULL,
    node_code TEXT NOT NULL,
    number TEXT,
    name_th TEXT NOT NULL,
    scale_code TEXT NOT NULL,
    funding TEXT NOT NULL,
    note TEXT,
    PRIMARY KEY (plan_code, edition, code),
    FOREIGN KEY (plan_code, edition) REFERENCES edition (plan_code, number) ON DELETE CASCADE
);

CREATE TABLE project_owner (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    project_code TEXT NOT NULL,
    position BIGINT NOT NULL,
    unit_code TEXT NOT NULL REFERENCES unit (code),
    PRIMARY KEY (plan_code, edition, project_code, position),
    FOREIGN KEY (plan_code, edition, project_code) REFERENCES project (plan_code, edition, code) ON DELETE CASCADE
);

CREATE TABLE project_indicator (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    project_code TEXT NOT NULL,
    item BIGINT NOT NULL,
    position BIGINT NOT NULL,
    wording TEXT NOT NULL,
    target_printed TEXT,
    target_value TEXT,
    unit_of_measure TEXT,
    lower_is_better BIGINT NOT NULL CHECK (lower_is_better IN (0, 1)),
    note TEXT,
    PRIMARY KEY (plan_code, edition, project_code, item),
    FOREIGN KEY (plan_code, edition, project_code) REFERENCES project (plan_code, edition, code) ON DELETE CASCADE
);

-- Keyed by place: a source of money is a text of any length, too long for the key of an index.
CREATE TABLE budget_line (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    position BIGINT NOT NULL,
    project_code TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    class TEXT NOT NULL,
    period TEXT NOT NULL,
    -- Satang.
    amount BIGINT,
    target_percent TEXT,
    note TEXT,
    PRIMARY KEY (plan_code, edition, position),
    FOREIGN KEY (plan_code, edition) REFERENCES edition (plan_code, number) ON DELETE CASCADE
);

CREATE TABLE reported_problem (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    code TEXT NOT NULL,
    position BIGINT NOT NULL,
    recommendation BIGINT NOT NULL CHECK (recommendation IN (0, 1)),
    category TEXT,
    wording TEXT NOT NULL,
    source TEXT,
    PRIMARY KEY (plan_code, edition, code),
    FOREIGN KEY (plan_code, edition) REFERENCES edition (plan_code, number) ON DELETE CASCADE
);

CREATE TABLE narrative (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    section TEXT NOT NULL,
    item BIGINT NOT NULL,
    position BIGINT NOT NULL,
    wording TEXT NOT NULL,
    source TEXT,
    PRIMARY KEY (plan_code, edition, section, item),
    FOREIGN KEY (plan_code, edition) REFERENCES edition (plan_code, number) ON DELETE CASCADE
);

CREATE TABLE cited_total (
    plan_code TEXT NOT NULL,
    edition BIGINT NOT NULL,
    round_code TEXT NOT NULL,
    node_code TEXT NOT NULL,
    position BIGINT NOT NULL,
    percent TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (plan_code, edition, round_code, node_code),
    FOREIGN KEY (plan_code, edition) REFERENCES edition (plan_code, number) ON DELETE CASCADE
);
