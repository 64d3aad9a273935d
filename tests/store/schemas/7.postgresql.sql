CREATE FUNCTION public.audit_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'rows of audit are never changed, only added'; END $$;
CREATE FUNCTION public.reviews_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'reviews are never changed, only added'; END $$;
CREATE TABLE public.article_bands (
    band bigint NOT NULL,
    article_id text NOT NULL
);
CREATE TABLE public.articles (
    id text NOT NULL,
    url text,
    source text,
    title text,
    text text NOT NULL,
    language text,
    published text,
    published_day text,
    content_sha bytea NOT NULL,
    text_sha bytea NOT NULL,
    copy_of text,
    first_seen text NOT NULL,
    last_seen text NOT NULL,
    run_id integer NOT NULL,
    rules_version text NOT NULL
);
CREATE TABLE public.audit (
    id integer NOT NULL,
    at text NOT NULL,
    kind text NOT NULL,
    who text NOT NULL,
    detail text NOT NULL
);
CREATE SEQUENCE public.audit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.audit_id_seq OWNED BY public.audit.id;
CREATE TABLE public.mention_governorates (
    mention_id bytea NOT NULL,
    "position" integer NOT NULL,
    pcode text NOT NULL
);
CREATE TABLE public.mention_places (
    mention_id bytea NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    place_id text NOT NULL,
    pcode text,
    role text NOT NULL,
    "precision" integer NOT NULL,
    reason text NOT NULL,
    candidates text NOT NULL
);
CREATE TABLE public.mentions (
    mention_id bytea NOT NULL,
    article_id text NOT NULL,
    language text NOT NULL,
    source text,
    url text,
    title text,
    published text,
    category text NOT NULL,
    subtype text NOT NULL,
    status text NOT NULL,
    trigger text NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL,
    quote text NOT NULL,
    quote_start integer NOT NULL,
    quote_end integer NOT NULL,
    in_title boolean NOT NULL,
    outside_syria boolean NOT NULL,
    count_min integer,
    count_max integer,
    count_unit text,
    count_text text,
    injured_min integer,
    injured_max integer,
    victims text NOT NULL,
    actor text,
    event_start text,
    event_end text,
    date_precision integer,
    date_reason text,
    rule_id text NOT NULL,
    rules_version text NOT NULL,
    active boolean NOT NULL,
    is_copy boolean NOT NULL,
    counts_as text NOT NULL,
    day text,
    published_day text,
    reviewed text NOT NULL,
    search_text text NOT NULL,
    machine text,
    governorates text DEFAULT ''::text NOT NULL,
    reached text DEFAULT ''::text NOT NULL,
    marks integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.meta (
    key text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.parts (
    part bytea NOT NULL,
    input text NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    skipped text NOT NULL,
    run_id integer NOT NULL,
    finished text
);
CREATE TABLE public.rejects (
    id integer NOT NULL,
    run_id integer NOT NULL,
    file text NOT NULL,
    line integer,
    field text,
    reason text NOT NULL,
    raw text NOT NULL,
    partial boolean DEFAULT false NOT NULL,
    article text,
    open boolean DEFAULT true NOT NULL
);
CREATE SEQUENCE public.rejects_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.rejects_id_seq OWNED BY public.rejects.id;
CREATE TABLE public.reviews (
    id integer NOT NULL,
    mention_id bytea NOT NULL,
    decided text NOT NULL,
    reviewer text NOT NULL,
    decision text NOT NULL,
    note text NOT NULL,
    trigger text NOT NULL,
    quote text NOT NULL,
    corrections text DEFAULT ''::text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL
);
CREATE SEQUENCE public.reviews_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.reviews_id_seq OWNED BY public.reviews.id;
CREATE TABLE public.rollup_common (
    governorates text NOT NULL,
    status text NOT NULL,
    is_copy boolean NOT NULL,
    counts_as text NOT NULL,
    day text NOT NULL,
    category text NOT NULL,
    victims text NOT NULL,
    reviewed text NOT NULL,
    n integer NOT NULL
);
CREATE TABLE public.rollup_daily (
    governorates text NOT NULL,
    day text NOT NULL,
    counts_as text NOT NULL,
    category text NOT NULL,
    subtype text NOT NULL,
    status text NOT NULL,
    victims text NOT NULL,
    source text NOT NULL,
    language text NOT NULL,
    reviewed text NOT NULL,
    is_copy boolean NOT NULL,
    n integer NOT NULL
);
CREATE TABLE public.runs (
    id integer NOT NULL,
    started text NOT NULL,
    finished text,
    heartbeat text NOT NULL,
    stage text NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    new integer NOT NULL,
    unchanged integer NOT NULL,
    changed integer NOT NULL,
    reread integer NOT NULL,
    copies integer NOT NULL,
    skipped integer NOT NULL,
    mentions integer NOT NULL,
    errors text,
    rules_version text NOT NULL,
    kind text DEFAULT 'ingest'::text NOT NULL
);
CREATE SEQUENCE public.runs_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.runs_id_seq OWNED BY public.runs.id;
CREATE TABLE public.schema_version (
    version integer NOT NULL,
    name text NOT NULL,
    applied text NOT NULL
);
CREATE TABLE public.users (
    id integer NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    issuer text,
    subject text,
    added text NOT NULL,
    removed text,
    last_login text
);
CREATE SEQUENCE public.users_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
ALTER TABLE ONLY public.audit ALTER COLUMN id SET DEFAULT nextval('public.audit_id_seq'::regclass);
ALTER TABLE ONLY public.rejects ALTER COLUMN id SET DEFAULT nextval('public.rejects_id_seq'::regclass);
ALTER TABLE ONLY public.reviews ALTER COLUMN id SET DEFAULT nextval('public.reviews_id_seq'::regclass);
ALTER TABLE ONLY public.runs ALTER COLUMN id SET DEFAULT nextval('public.runs_id_seq'::regclass);
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
INSERT INTO public.article_bands VALUES (1858950477814482451, 'o5');
INSERT INTO public.article_bands VALUES (1858951884280194078, 'o4');
INSERT INTO public.article_bands VALUES (1858951884280194078, 'o5');
INSERT INTO public.article_bands VALUES (1858952685603942381, 'o4');
INSERT INTO public.article_bands VALUES (1858952685603942381, 'o5');
INSERT INTO public.article_bands VALUES (1858953430725172258, 'o4');
INSERT INTO public.article_bands VALUES (1858953430725172258, 'o5');
INSERT INTO public.article_bands VALUES (1858953544920502782, 'o4');
INSERT INTO public.article_bands VALUES (1858953544920502782, 'o5');
INSERT INTO public.article_bands VALUES (1858954425695557266, 'o5');
INSERT INTO public.article_bands VALUES (1858954531553416545, 'o5');
INSERT INTO public.article_bands VALUES (1858954842609509442, 'o4');
INSERT INTO public.article_bands VALUES (1858954842609509442, 'o5');
INSERT INTO public.article_bands VALUES (1858954857763481321, 'o4');
INSERT INTO public.article_bands VALUES (1858954857763481321, 'o5');
INSERT INTO public.article_bands VALUES (1858955560274172004, 'o4');
INSERT INTO public.article_bands VALUES (1858955560274172004, 'o5');
INSERT INTO public.article_bands VALUES (1858955960820701700, 'o4');
INSERT INTO public.article_bands VALUES (1858955960820701700, 'o5');
INSERT INTO public.article_bands VALUES (1858957604453605564, 'o4');
INSERT INTO public.article_bands VALUES (1858957749368953265, 'o4');
INSERT INTO public.article_bands VALUES (1858957918109977269, 'o4');
INSERT INTO public.article_bands VALUES (1858957918109977269, 'o5');
INSERT INTO public.article_bands VALUES (1858959832423607421, 'o4');
INSERT INTO public.article_bands VALUES (1858959858907822128, 'o4');
INSERT INTO public.article_bands VALUES (1858959858907822128, 'o5');
INSERT INTO public.article_bands VALUES (1858963872421565985, 'o4');
INSERT INTO public.article_bands VALUES (1858963872421565985, 'o5');
INSERT INTO public.article_bands VALUES (1858965434097779058, 'o4');
INSERT INTO public.article_bands VALUES (1858965434097779058, 'o5');
INSERT INTO public.article_bands VALUES (1858965690074512066, 'o4');
INSERT INTO public.article_bands VALUES (1858965690074512066, 'o5');
INSERT INTO public.articles VALUES ('o1', 'https://made.example/1', 'Made News', 'News', 'they fled and two were killed', 'en', '2026-03-02', '2026-03-02', '\x928b8d19f220c148d4315477c70824d3', '\xc0736e7936004fef9f98a18e2db5d528', NULL, '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', 1, 'made-1');
INSERT INTO public.articles VALUES ('o4', NULL, 'Made News', NULL, 'people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water', 'en', '2026-03-10', '2026-03-10', '\xd71a4256de6b5456da6d1b32fb67d58a', '\x591dd5dd1c45ffecd6db293752cee963', NULL, '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', 1, 'made-1');
INSERT INTO public.articles VALUES ('o6', NULL, 'Made News', NULL, 'others were executed month', 'en', '2026-03-04', '2026-03-04', '\x94d35e438d2c6c3b7083c3a3d6a8408b', '\x0425581561dba15520a54e3cb5dc4eec', NULL, '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', 1, 'made-1');
INSERT INTO public.articles VALUES ('o7', NULL, 'Made News', NULL, 'police arrested many', 'en', NULL, NULL, '\xb1e7028b6af4687df2163439250556f2', '\x33c89e74f4cc621f1530d1dc408d2801', NULL, '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', 1, 'made-1');
INSERT INTO public.articles VALUES ('o2', NULL, 'Other News', NULL, 'they fled and two were killed', 'en', '2026-03-04', '2026-03-04', '\x1289382deea263b89738477560db5f25', '\xc0736e7936004fef9f98a18e2db5d528', 'o1', '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', 1, 'made-1');
INSERT INTO public.articles VALUES ('o8', NULL, 'Made News', NULL, 'a change: they were arrested', 'en', '2026-03-04', '2026-03-04', '\xc9ae2ed47bd40fc7608f72500738a4ba', '\xff84957948cd248f5139e29a9efe5681', NULL, '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', 2, 'made-1');
INSERT INTO public.articles VALUES ('o5', NULL, 'Other News', NULL, 'Second agency: people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water', 'en', '2026-03-11', '2026-03-11', '\x4e72fe3790a01c5cf7a2bd39de366b6a', '\x97e97828836525eed05c3935e564050a', 'o4', '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', 1, 'made-1');
INSERT INTO public.articles VALUES ('o3', NULL, 'Made News', NULL, 'they fled and two were killed', 'en', '2026-03-24', '2026-03-24', '\x8f11c6c721eda3c0de0bcfb7c477cda2', '\xc0736e7936004fef9f98a18e2db5d528', NULL, '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', 1, 'made-1');
INSERT INTO public.mention_governorates VALUES ('\x8a4ec24d2a78f761547077cec269486b', 0, 'SY07');
INSERT INTO public.mention_governorates VALUES ('\x8a4ec24d2a78f761547077cec269486b', 1, 'SY02');
INSERT INTO public.mention_governorates VALUES ('\xbee9c25ada9a0c23600fd6adc60d3349', 0, 'SY09');
INSERT INTO public.mention_governorates VALUES ('\xe7113cae9b5e6e16499a9120f939798d', 0, 'SY07');
INSERT INTO public.mention_governorates VALUES ('\xe7113cae9b5e6e16499a9120f939798d', 1, 'SY02');
INSERT INTO public.mention_governorates VALUES ('\x7c9f9d1b00d2ebea543c0e6fc0813d91', 0, 'SY09');
INSERT INTO public.mention_governorates VALUES ('\xac79242351651d353e3f14127dc14e35', 0, 'SY09');
INSERT INTO public.mention_governorates VALUES ('\x56b38e33c705dbdb3691ee1c7c8dbbe8', 0, 'SY09');
INSERT INTO public.mention_governorates VALUES ('\x298009a1da2d3c245c045ac4a89c8ab7', 0, 'SY09');
INSERT INTO public.mention_governorates VALUES ('\x298009a1da2d3c245c045ac4a89c8ab7', 1, 'SY11');
INSERT INTO public.mention_governorates VALUES ('\xc3867f92624b4bac3bf108a13a6d7b1c', 0, 'SY09');
INSERT INTO public.mention_governorates VALUES ('\x3b2d34efc96d490e962d98ceb07c5c7a', 0, 'SY09');
INSERT INTO public.mention_governorates VALUES ('\x45d8f0489094b7f0163cc02e4d684b04', 0, 'SY09');
INSERT INTO public.mention_places VALUES ('\x45d8f0489094b7f0163cc02e4d684b04', 0, 'SY07', 'SY07', 'SY07', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\x45d8f0489094b7f0163cc02e4d684b04', 1, 'SY02', 'SY02', 'SY02', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\x3b2d34efc96d490e962d98ceb07c5c7a', 0, 'SY09', 'SY09', 'SY09', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\x8a4ec24d2a78f761547077cec269486b', 0, 'SY07', 'SY07', 'SY07', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\x8a4ec24d2a78f761547077cec269486b', 1, 'SY02', 'SY02', 'SY02', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\xbee9c25ada9a0c23600fd6adc60d3349', 0, 'SY09', 'SY09', 'SY09', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\xe7113cae9b5e6e16499a9120f939798d', 0, 'SY07', 'SY07', 'SY07', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\xe7113cae9b5e6e16499a9120f939798d', 1, 'SY02', 'SY02', 'SY02', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\x7c9f9d1b00d2ebea543c0e6fc0813d91', 0, 'SY09', 'SY09', 'SY09', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\xac79242351651d353e3f14127dc14e35', 0, 'SY09', 'SY09', 'SY09', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\x56b38e33c705dbdb3691ee1c7c8dbbe8', 0, 'SY09', 'SY09', 'SY09', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\x298009a1da2d3c245c045ac4a89c8ab7', 0, 'SY09', 'SY09', 'SY09', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\x298009a1da2d3c245c045ac4a89c8ab7', 1, 'SY11', 'SY11', 'SY11', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mention_places VALUES ('\xc3867f92624b4bac3bf108a13a6d7b1c', 0, 'SY09', 'SY09', 'SY09', 'location', 3, 'same clause', 'SY01');
INSERT INTO public.mentions VALUES ('\x1d7d03359b3ee8a866a7c2930787287e', 'o7', 'en', 'Made News', NULL, NULL, NULL, 'arrest', 'arrest', 'reported', 'arrested', 7, 15, 'police arrested many', 0, 20, false, false, 8, NULL, 'persons', 'arrested', NULL, NULL, 'unspecified', 'police', NULL, NULL, NULL, NULL, 'made.arrested', 'made-1', true, false, 'arrest', NULL, NULL, '', 'police arrested many', NULL, '', '', 9);
INSERT INTO public.mentions VALUES ('\x298009a1da2d3c245c045ac4a89c8ab7', 'o6', 'en', 'Made News', NULL, NULL, '2026-03-04', 'execution', 'field', 'denied', 'executed', 12, 20, 'others were executed month', 0, 26, false, false, 8, NULL, 'persons', 'executed', NULL, NULL, 'combatants', 'is', '2026-03-01', '2026-03-01', 3, 'published', 'made.executed', 'made-1', true, false, 'execution', NULL, '2026-03-04', '', 'others were executed month', NULL, 'SY09;SY11', '', 24);
INSERT INTO public.mentions VALUES ('\x3b2d34efc96d490e962d98ceb07c5c7a', 'o1', 'en', 'Made News', 'https://made.example/1', 'News', '2026-03-02', 'displacement', 'flight', 'reported', 'fled', 5, 9, 'they fled and two were killed', 0, 29, false, false, 4, NULL, 'persons', 'fled', NULL, NULL, 'civilians', NULL, '2026-03-02', '2026-03-02', 1, 'published', 'made.fled', 'made-1', true, false, 'displacement', '2026-03-02', '2026-03-02', 'rejected', 'news they fled and two were killed', NULL, 'SY09', '', 16);
INSERT INTO public.mentions VALUES ('\x45d8f0489094b7f0163cc02e4d684b04', 'o1', 'en', 'Made News', 'https://made.example/1', 'News', '2026-03-02', 'civilian_harm', 'killed', 'reported', 'killed', 23, 29, 'they fled and two were killed', 0, 29, false, false, 6, NULL, 'persons', 'killed', NULL, NULL, 'civilians', 'air force', '2026-03-02', '2026-03-02', 1, 'published', 'made.killed', 'made-1', true, false, 'civilian_harm', '2026-03-02', '2026-03-02', 'confirmed', 'news they fled and two were killed', '{"governorates": ["SY07", "SY02"]}', 'SY09', '', 144);
INSERT INTO public.mentions VALUES ('\x56b38e33c705dbdb3691ee1c7c8dbbe8', 'o5', 'en', 'Other News', NULL, NULL, '2026-03-11', 'displacement', 'flight', 'reported', 'fled', 22, 26, 'Second agency: people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water', 0, 348, false, false, 4, NULL, 'persons', 'fled', NULL, NULL, 'civilians', NULL, '2026-03-11', '2026-03-11', 1, 'published', 'made.fled', 'made-1', true, true, 'displacement', '2026-03-11', '2026-03-11', '', 'second agency: people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water', NULL, 'SY09', '', 16);
INSERT INTO public.mentions VALUES ('\x7c56ac0bf00455b5552e69488b8b0a35', 'o8', 'en', 'Made News', NULL, NULL, '2026-03-04', 'arrest', 'arrest', 'reported', 'arrested', 20, 28, 'a change: they were arrested', 0, 28, false, false, 8, NULL, 'persons', 'arrested', NULL, NULL, 'unspecified', 'police', '2026-03-04', '2026-03-04', 1, 'published', 'made.arrested', 'made-1', true, false, 'arrest', '2026-03-04', '2026-03-04', '', 'a change: they were arrested', NULL, '', '', 17);
INSERT INTO public.mentions VALUES ('\x7c9f9d1b00d2ebea543c0e6fc0813d91', 'o3', 'en', 'Made News', NULL, NULL, '2026-03-24', 'displacement', 'flight', 'reported', 'fled', 5, 9, 'they fled and two were killed', 0, 29, false, false, 4, NULL, 'persons', 'fled', NULL, NULL, 'civilians', NULL, '2026-03-24', '2026-03-24', 1, 'published', 'made.fled', 'made-1', true, false, 'displacement', '2026-03-24', '2026-03-24', '', 'they fled and two were killed', NULL, 'SY09', '', 16);
INSERT INTO public.mentions VALUES ('\x8a4ec24d2a78f761547077cec269486b', 'o2', 'en', 'Other News', NULL, NULL, '2026-03-04', 'civilian_harm', 'killed', 'reported', 'killed', 23, 29, 'they fled and two were killed', 0, 29, false, false, 6, NULL, 'persons', 'killed', NULL, NULL, 'civilians', 'air force', '2026-03-04', '2026-03-04', 1, 'published', 'made.killed', 'made-1', true, true, 'civilian_harm', '2026-03-04', '2026-03-04', '', 'they fled and two were killed', NULL, 'SY02;SY07', '', 16);
INSERT INTO public.mentions VALUES ('\xac79242351651d353e3f14127dc14e35', 'o4', 'en', 'Made News', NULL, NULL, '2026-03-10', 'displacement', 'flight', 'reported', 'fled', 7, 11, 'people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water', 0, 333, false, false, 4, NULL, 'persons', 'fled', NULL, NULL, 'civilians', NULL, '2026-03-10', '2026-03-10', 1, 'published', 'made.fled', 'made-1', true, false, 'displacement', '2026-03-10', '2026-03-10', '', 'people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water', NULL, 'SY09', '', 16);
INSERT INTO public.mentions VALUES ('\xbee9c25ada9a0c23600fd6adc60d3349', 'o2', 'en', 'Other News', NULL, NULL, '2026-03-04', 'displacement', 'flight', 'reported', 'fled', 5, 9, 'they fled and two were killed', 0, 29, false, false, 4, NULL, 'persons', 'fled', NULL, NULL, 'civilians', NULL, '2026-03-04', '2026-03-04', 1, 'published', 'made.fled', 'made-1', true, true, 'displacement', '2026-03-04', '2026-03-04', '', 'they fled and two were killed', NULL, 'SY09', '', 16);
INSERT INTO public.mentions VALUES ('\xc3867f92624b4bac3bf108a13a6d7b1c', 'o8', 'en', 'Made News', NULL, NULL, '2026-03-04', 'displacement', 'flight', 'reported', 'fled', 15, 19, 'a change: they fled', 0, 19, false, false, 4, NULL, 'persons', 'fled', NULL, NULL, 'civilians', NULL, '2026-03-04', '2026-03-04', 1, 'published', 'made.fled', 'made-1', false, false, 'displacement', '2026-03-04', '2026-03-04', '', 'a change: they fled', NULL, 'SY09', '', 16);
INSERT INTO public.mentions VALUES ('\xe7113cae9b5e6e16499a9120f939798d', 'o3', 'en', 'Made News', NULL, NULL, '2026-03-24', 'civilian_harm', 'killed', 'reported', 'killed', 23, 29, 'they fled and two were killed', 0, 29, false, false, 6, NULL, 'persons', 'killed', NULL, NULL, 'civilians', 'air force', '2026-03-24', '2026-03-24', 1, 'published', 'made.killed', 'made-1', true, false, 'civilian_harm', '2026-03-24', '2026-03-24', '', 'they fled and two were killed', NULL, 'SY02;SY07', '', 16);
INSERT INTO public.meta VALUES ('kind', 'real');
INSERT INTO public.meta VALUES ('data_version', '4');
INSERT INTO public.rejects VALUES (1, 1, 'in.jsonl', 9, 'text', 'empty', '{"text": ""}', false, NULL, true);
INSERT INTO public.rejects VALUES (2, 1, 'in.jsonl', 10, NULL, 'not JSON: Expecting value: line 1 column 1 (char 0)', 'not json', false, NULL, true);
INSERT INTO public.reviews VALUES (1, '\x3b2d34efc96d490e962d98ceb07c5c7a', '2026-11-25T19:28:24+00:00', 'R', 'rejected', 'a match', 'fled', 'they fled and two were killed', '', '0000000000000000000000000000000000000000000000000000000000000000', 'adbe482e2205c39430f14c655d09749dbc829f421dae5cc1c1ed1e14a7f8de3e');
INSERT INTO public.reviews VALUES (2, '\x45d8f0489094b7f0163cc02e4d684b04', '2026-11-25T19:28:24+00:00', 'R', 'confirmed', '', 'killed', 'they fled and two were killed', '{"governorates": ["SY09"]}', 'adbe482e2205c39430f14c655d09749dbc829f421dae5cc1c1ed1e14a7f8de3e', '7e1fbca00e5cbaf2275c871318014b750c183c611da6cc07ed19d42d88c10c4f');
INSERT INTO public.rollup_common VALUES ('>', 'reported', false, 'displacement', '2026-03-02', 'displacement', 'civilians', 'rejected', 1);
INSERT INTO public.rollup_common VALUES ('ALL', 'reported', false, 'displacement', '2026-03-24', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('>', 'reported', false, 'displacement', '2026-03-24', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('ALL', 'reported', false, 'civilian_harm', '2026-03-02', 'civilian_harm', 'civilians', 'confirmed', 1);
INSERT INTO public.rollup_common VALUES ('>', 'reported', true, 'displacement', '2026-03-04', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('>', 'reported', false, 'displacement', '2026-03-10', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('SY09', 'reported', true, 'displacement', '2026-03-11', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('SY09', 'reported', false, 'displacement', '2026-03-10', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('ALL', 'reported', true, 'displacement', '2026-03-11', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('SY02;SY07', 'reported', true, 'civilian_harm', '2026-03-04', 'civilian_harm', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('', 'reported', false, 'arrest', '2026-03-04', 'arrest', 'unspecified', '', 1);
INSERT INTO public.rollup_common VALUES ('ALL', 'reported', false, 'displacement', '2026-03-10', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('SY09', 'reported', false, 'civilian_harm', '2026-03-02', 'civilian_harm', 'civilians', 'confirmed', 1);
INSERT INTO public.rollup_common VALUES ('SY09', 'reported', false, 'displacement', '2026-03-24', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('ALL', 'reported', true, 'civilian_harm', '2026-03-04', 'civilian_harm', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('SY09', 'reported', true, 'displacement', '2026-03-04', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('ALL', 'reported', false, 'displacement', '2026-03-02', 'displacement', 'civilians', 'rejected', 1);
INSERT INTO public.rollup_common VALUES ('ALL', 'reported', true, 'displacement', '2026-03-04', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('ALL', 'reported', false, 'arrest', '2026-03-04', 'arrest', 'unspecified', '', 1);
INSERT INTO public.rollup_common VALUES ('SY02;SY07', 'reported', false, 'civilian_harm', '2026-03-24', 'civilian_harm', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('ALL', 'reported', false, 'civilian_harm', '2026-03-24', 'civilian_harm', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('>', 'reported', true, 'displacement', '2026-03-11', 'displacement', 'civilians', '', 1);
INSERT INTO public.rollup_common VALUES ('SY09', 'reported', false, 'displacement', '2026-03-02', 'displacement', 'civilians', 'rejected', 1);
INSERT INTO public.rollup_daily VALUES ('ALL', '2026-03-04', 'civilian_harm', 'civilian_harm', 'killed', 'reported', 'civilians', 'Other News', 'en', '', true, 1);
INSERT INTO public.rollup_daily VALUES ('ALL', '2026-03-24', 'civilian_harm', 'civilian_harm', 'killed', 'reported', 'civilians', 'Made News', 'en', '', false, 1);
INSERT INTO public.rollup_daily VALUES ('ALL', '2026-03-04', 'arrest', 'arrest', 'arrest', 'reported', 'unspecified', 'Made News', 'en', '', false, 1);
INSERT INTO public.rollup_daily VALUES ('ALL', '2026-03-02', 'civilian_harm', 'civilian_harm', 'killed', 'reported', 'civilians', 'Made News', 'en', 'confirmed', false, 1);
INSERT INTO public.rollup_daily VALUES ('ALL', '2026-03-10', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Made News', 'en', '', false, 1);
INSERT INTO public.rollup_daily VALUES ('ALL', '2026-03-02', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Made News', 'en', 'rejected', false, 1);
INSERT INTO public.rollup_daily VALUES ('ALL', '2026-03-24', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Made News', 'en', '', false, 1);
INSERT INTO public.rollup_daily VALUES ('ALL', '2026-03-04', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Other News', 'en', '', true, 1);
INSERT INTO public.rollup_daily VALUES ('ALL', '2026-03-11', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Other News', 'en', '', true, 1);
INSERT INTO public.rollup_daily VALUES ('SY09', '2026-03-24', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Made News', 'en', '', false, 1);
INSERT INTO public.rollup_daily VALUES ('', '2026-03-04', 'arrest', 'arrest', 'arrest', 'reported', 'unspecified', 'Made News', 'en', '', false, 1);
INSERT INTO public.rollup_daily VALUES ('SY09', '2026-03-04', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Other News', 'en', '', true, 1);
INSERT INTO public.rollup_daily VALUES ('SY09', '2026-03-02', 'civilian_harm', 'civilian_harm', 'killed', 'reported', 'civilians', 'Made News', 'en', 'confirmed', false, 1);
INSERT INTO public.rollup_daily VALUES ('SY09', '2026-03-02', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Made News', 'en', 'rejected', false, 1);
INSERT INTO public.rollup_daily VALUES ('SY02;SY07', '2026-03-04', 'civilian_harm', 'civilian_harm', 'killed', 'reported', 'civilians', 'Other News', 'en', '', true, 1);
INSERT INTO public.rollup_daily VALUES ('SY09', '2026-03-10', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Made News', 'en', '', false, 1);
INSERT INTO public.rollup_daily VALUES ('SY09', '2026-03-11', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Other News', 'en', '', true, 1);
INSERT INTO public.rollup_daily VALUES ('SY02;SY07', '2026-03-24', 'civilian_harm', 'civilian_harm', 'killed', 'reported', 'civilians', 'Made News', 'en', '', false, 1);
INSERT INTO public.rollup_daily VALUES ('>', '2026-03-02', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Made News', 'en', 'rejected', false, 1);
INSERT INTO public.rollup_daily VALUES ('>', '2026-03-04', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Other News', 'en', '', true, 1);
INSERT INTO public.rollup_daily VALUES ('>', '2026-03-10', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Made News', 'en', '', false, 1);
INSERT INTO public.rollup_daily VALUES ('>', '2026-03-11', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Other News', 'en', '', true, 1);
INSERT INTO public.rollup_daily VALUES ('>', '2026-03-24', 'displacement', 'displacement', 'flight', 'reported', 'civilians', 'Made News', 'en', '', false, 1);
INSERT INTO public.runs VALUES (1, '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', 'finished', 10, 10, 6, 0, 0, 0, 2, 2, 11, NULL, 'made-1', 'ingest');
INSERT INTO public.runs VALUES (2, '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', '2026-11-25T19:28:24+00:00', 'finished', 1, 1, 0, 0, 1, 0, 0, 0, 1, NULL, 'made-1', 'ingest');
INSERT INTO public.schema_version VALUES (1, 'first_schema', '2026-11-25T19:28:24+00:00');
INSERT INTO public.schema_version VALUES (2, 'corrections', '2026-11-25T19:28:24+00:00');
INSERT INTO public.schema_version VALUES (3, 'copies_and_rejects', '2026-11-25T22:01:05+00:00');
INSERT INTO public.schema_version VALUES (4, 'users_and_audit', '2026-11-25T22:08:23+00:00');
INSERT INTO public.schema_version VALUES (5, 'parts_of_backfills', '2026-11-25T22:30:22+00:00');
INSERT INTO public.schema_version VALUES (6, 'sets_of_governorates', '2026-11-26T02:02:17+00:00');
INSERT INTO public.schema_version VALUES (7, 'victims_in_common_counts', '2026-11-26T04:53:14+00:00');
SELECT pg_catalog.setval('public.audit_id_seq', 1, false);
SELECT pg_catalog.setval('public.rejects_id_seq', 2, true);
SELECT pg_catalog.setval('public.reviews_id_seq', 2, true);
SELECT pg_catalog.setval('public.runs_id_seq', 2, true);
SELECT pg_catalog.setval('public.users_id_seq', 1, false);
ALTER TABLE ONLY public.article_bands
    ADD CONSTRAINT article_bands_pkey PRIMARY KEY (band, article_id);
ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.mention_governorates
    ADD CONSTRAINT mention_governorates_pkey PRIMARY KEY (mention_id, pcode);
ALTER TABLE ONLY public.mention_places
    ADD CONSTRAINT mention_places_pkey PRIMARY KEY (mention_id, "position");
ALTER TABLE ONLY public.mentions
    ADD CONSTRAINT mentions_pkey PRIMARY KEY (mention_id);
ALTER TABLE ONLY public.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.parts
    ADD CONSTRAINT parts_pkey PRIMARY KEY (part);
ALTER TABLE ONLY public.rejects
    ADD CONSTRAINT rejects_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_prev_hash_key UNIQUE (prev_hash);
ALTER TABLE ONLY public.rollup_common
    ADD CONSTRAINT rollup_common_pkey PRIMARY KEY (governorates, status, is_copy, counts_as, day, category, victims, reviewed);
ALTER TABLE ONLY public.rollup_daily
    ADD CONSTRAINT rollup_daily_pkey PRIMARY KEY (governorates, day, counts_as, category, subtype, status, victims, source, language, reviewed, is_copy);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key UNIQUE (email);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_issuer_subject_key UNIQUE (issuer, subject);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE INDEX articles_copy_of ON public.articles USING btree (copy_of);
CREATE INDEX articles_documents ON public.articles USING btree (published_day, language, source, copy_of);
CREATE INDEX articles_rules ON public.articles USING btree (rules_version, id);
CREATE INDEX articles_sources ON public.articles USING btree (source, published_day);
CREATE INDEX articles_text_sha ON public.articles USING btree (text_sha);
CREATE INDEX mention_places_place_id ON public.mention_places USING btree (place_id, mention_id);
CREATE INDEX mentions_actor ON public.mentions USING btree (actor, active);
CREATE INDEX mentions_article_id ON public.mentions USING btree (article_id);
CREATE INDEX mentions_day ON public.mentions USING btree (day, counts_as, category, subtype, status, victims, source, language, reviewed, is_copy, governorates, active, actor, reached, marks, rule_id, mention_id);
CREATE INDEX mentions_published_day ON public.mentions USING btree (published_day, counts_as, category, subtype, status, victims, source, language, reviewed, is_copy, governorates, active, actor, reached, marks, rule_id, mention_id);
CREATE INDEX mentions_undated ON public.mentions USING btree (day, counts_as, category, subtype, status, victims, source, language, reviewed, is_copy, governorates, active, actor, reached, marks, rule_id, mention_id, event_start, event_end, published_day) WHERE (day IS NULL);
CREATE INDEX rejects_open ON public.rejects USING btree (open, file);
CREATE INDEX rejects_run_id ON public.rejects USING btree (run_id);
CREATE INDEX reviews_mention_id ON public.reviews USING btree (mention_id);
CREATE INDEX rollup_common_day ON public.rollup_common USING btree (day);
CREATE INDEX rollup_daily_day ON public.rollup_daily USING btree (day);
CREATE TRIGGER audit_no_change BEFORE DELETE OR UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION public.audit_refuse();
CREATE TRIGGER reviews_no_change BEFORE DELETE OR UPDATE ON public.reviews FOR EACH ROW EXECUTE FUNCTION public.reviews_refuse();
ALTER TABLE ONLY public.mention_governorates
    ADD CONSTRAINT mention_governorates_mention_id_fkey FOREIGN KEY (mention_id) REFERENCES public.mentions(mention_id);
ALTER TABLE ONLY public.mention_places
    ADD CONSTRAINT mention_places_mention_id_fkey FOREIGN KEY (mention_id) REFERENCES public.mentions(mention_id);
ALTER TABLE ONLY public.mentions
    ADD CONSTRAINT mentions_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.articles(id);
ALTER TABLE ONLY public.parts
    ADD CONSTRAINT parts_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(id);
ALTER TABLE ONLY public.rejects
    ADD CONSTRAINT rejects_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(id);
