BEGIN TRANSACTION;
CREATE TABLE article_bands (
	band BIGINT NOT NULL, 
	article_id TEXT NOT NULL, 
	PRIMARY KEY (band, article_id)
)
 WITHOUT ROWID

;
INSERT INTO "article_bands" VALUES(1858950477814482451,'o5');
INSERT INTO "article_bands" VALUES(1858951884280194078,'o4');
INSERT INTO "article_bands" VALUES(1858951884280194078,'o5');
INSERT INTO "article_bands" VALUES(1858952685603942381,'o4');
INSERT INTO "article_bands" VALUES(1858952685603942381,'o5');
INSERT INTO "article_bands" VALUES(1858953430725172258,'o4');
INSERT INTO "article_bands" VALUES(1858953430725172258,'o5');
INSERT INTO "article_bands" VALUES(1858953544920502782,'o4');
INSERT INTO "article_bands" VALUES(1858953544920502782,'o5');
INSERT INTO "article_bands" VALUES(1858954425695557266,'o5');
INSERT INTO "article_bands" VALUES(1858954531553416545,'o5');
INSERT INTO "article_bands" VALUES(1858954842609509442,'o4');
INSERT INTO "article_bands" VALUES(1858954842609509442,'o5');
INSERT INTO "article_bands" VALUES(1858954857763481321,'o4');
INSERT INTO "article_bands" VALUES(1858954857763481321,'o5');
INSERT INTO "article_bands" VALUES(1858955560274172004,'o4');
INSERT INTO "article_bands" VALUES(1858955560274172004,'o5');
INSERT INTO "article_bands" VALUES(1858955960820701700,'o4');
INSERT INTO "article_bands" VALUES(1858955960820701700,'o5');
INSERT INTO "article_bands" VALUES(1858957604453605564,'o4');
INSERT INTO "article_bands" VALUES(1858957749368953265,'o4');
INSERT INTO "article_bands" VALUES(1858957918109977269,'o4');
INSERT INTO "article_bands" VALUES(1858957918109977269,'o5');
INSERT INTO "article_bands" VALUES(1858959832423607421,'o4');
INSERT INTO "article_bands" VALUES(1858959858907822128,'o4');
INSERT INTO "article_bands" VALUES(1858959858907822128,'o5');
INSERT INTO "article_bands" VALUES(1858963872421565985,'o4');
INSERT INTO "article_bands" VALUES(1858963872421565985,'o5');
INSERT INTO "article_bands" VALUES(1858965434097779058,'o4');
INSERT INTO "article_bands" VALUES(1858965434097779058,'o5');
INSERT INTO "article_bands" VALUES(1858965690074512066,'o4');
INSERT INTO "article_bands" VALUES(1858965690074512066,'o5');
CREATE TABLE articles (
	id TEXT NOT NULL, 
	url TEXT, 
	source TEXT, 
	title TEXT, 
	text TEXT NOT NULL, 
	language TEXT, 
	published TEXT, 
	published_day TEXT, 
	content_sha BLOB NOT NULL, 
	text_sha BLOB NOT NULL, 
	copy_of TEXT, 
	first_seen TEXT NOT NULL, 
	last_seen TEXT NOT NULL, 
	run_id INTEGER NOT NULL, 
	rules_version TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "articles" VALUES('o1','https://made.example/1','Made News','News','they fled and two were killed','en','2026-03-02','2026-03-02',X'928B8D19F220C148D4315477C70824D3',X'C0736E7936004FEF9F98A18E2DB5D528',NULL,'2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00',1,'made-1');
INSERT INTO "articles" VALUES('o2',NULL,'Other News',NULL,'they fled and two were killed','en','2026-03-04','2026-03-04',X'1289382DEEA263B89738477560DB5F25',X'C0736E7936004FEF9F98A18E2DB5D528','o1','2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00',1,'made-1');
INSERT INTO "articles" VALUES('o3',NULL,'Made News',NULL,'they fled and two were killed','en','2026-03-24','2026-03-24',X'8F11C6C721EDA3C0DE0BCFB7C477CDA2',X'C0736E7936004FEF9F98A18E2DB5D528',NULL,'2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00',1,'made-1');
INSERT INTO "articles" VALUES('o4',NULL,'Made News',NULL,'people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water','en','2026-03-10','2026-03-10',X'D71A4256DE6B5456DA6D1B32FB67D58A',X'591DD5DD1C45FFECD6DB293752CEE963',NULL,'2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00',1,'made-1');
INSERT INTO "articles" VALUES('o5',NULL,'Other News',NULL,'Second agency: people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water','en','2026-03-11','2026-03-11',X'4E72FE3790A01C5CF7A2BD39DE366B6A',X'97E97828836525EED05C3935E564050A','o4','2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00',1,'made-1');
INSERT INTO "articles" VALUES('o6',NULL,'Made News',NULL,'others were executed month','en','2026-03-04','2026-03-04',X'94D35E438D2C6C3B7083C3A3D6A8408B',X'0425581561DBA15520A54E3CB5DC4EEC',NULL,'2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00',1,'made-1');
INSERT INTO "articles" VALUES('o7',NULL,'Made News',NULL,'police arrested many','en',NULL,NULL,X'B1E7028B6AF4687DF2163439250556F2',X'33C89E74F4CC621F1530D1DC408D2801',NULL,'2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00',1,'made-1');
INSERT INTO "articles" VALUES('o8',NULL,'Made News',NULL,'a change: they were arrested','en','2026-03-04','2026-03-04',X'C9AE2ED47BD40FC7608F72500738A4BA',X'FF84957948CD248F5139E29A9EFE5681',NULL,'2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00',2,'made-1');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	who TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE mention_governorates (
	mention_id BLOB NOT NULL, 
	position INTEGER NOT NULL, 
	pcode TEXT NOT NULL, 
	PRIMARY KEY (mention_id, pcode), 
	FOREIGN KEY(mention_id) REFERENCES mentions (mention_id)
)
 WITHOUT ROWID

;
INSERT INTO "mention_governorates" VALUES(X'298009A1DA2D3C245C045AC4A89C8AB7',0,'SY09');
INSERT INTO "mention_governorates" VALUES(X'298009A1DA2D3C245C045AC4A89C8AB7',1,'SY11');
INSERT INTO "mention_governorates" VALUES(X'3B2D34EFC96D490E962D98CEB07C5C7A',0,'SY09');
INSERT INTO "mention_governorates" VALUES(X'45D8F0489094B7F0163CC02E4D684B04',0,'SY09');
INSERT INTO "mention_governorates" VALUES(X'56B38E33C705DBDB3691EE1C7C8DBBE8',0,'SY09');
INSERT INTO "mention_governorates" VALUES(X'7C9F9D1B00D2EBEA543C0E6FC0813D91',0,'SY09');
INSERT INTO "mention_governorates" VALUES(X'8A4EC24D2A78F761547077CEC269486B',1,'SY02');
INSERT INTO "mention_governorates" VALUES(X'8A4EC24D2A78F761547077CEC269486B',0,'SY07');
INSERT INTO "mention_governorates" VALUES(X'AC79242351651D353E3F14127DC14E35',0,'SY09');
INSERT INTO "mention_governorates" VALUES(X'BEE9C25ADA9A0C23600FD6ADC60D3349',0,'SY09');
INSERT INTO "mention_governorates" VALUES(X'C3867F92624B4BAC3BF108A13A6D7B1C',0,'SY09');
INSERT INTO "mention_governorates" VALUES(X'E7113CAE9B5E6E16499A9120F939798D',1,'SY02');
INSERT INTO "mention_governorates" VALUES(X'E7113CAE9B5E6E16499A9120F939798D',0,'SY07');
CREATE TABLE mention_places (
	mention_id BLOB NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	place_id TEXT NOT NULL, 
	pcode TEXT, 
	role TEXT NOT NULL, 
	precision INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	candidates TEXT NOT NULL, 
	PRIMARY KEY (mention_id, position), 
	FOREIGN KEY(mention_id) REFERENCES mentions (mention_id)
)
 WITHOUT ROWID

;
INSERT INTO "mention_places" VALUES(X'298009A1DA2D3C245C045AC4A89C8AB7',0,'SY09','SY09','SY09','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'298009A1DA2D3C245C045AC4A89C8AB7',1,'SY11','SY11','SY11','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'3B2D34EFC96D490E962D98CEB07C5C7A',0,'SY09','SY09','SY09','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'45D8F0489094B7F0163CC02E4D684B04',0,'SY07','SY07','SY07','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'45D8F0489094B7F0163CC02E4D684B04',1,'SY02','SY02','SY02','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'56B38E33C705DBDB3691EE1C7C8DBBE8',0,'SY09','SY09','SY09','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'7C9F9D1B00D2EBEA543C0E6FC0813D91',0,'SY09','SY09','SY09','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'8A4EC24D2A78F761547077CEC269486B',0,'SY07','SY07','SY07','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'8A4EC24D2A78F761547077CEC269486B',1,'SY02','SY02','SY02','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'AC79242351651D353E3F14127DC14E35',0,'SY09','SY09','SY09','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'BEE9C25ADA9A0C23600FD6ADC60D3349',0,'SY09','SY09','SY09','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'C3867F92624B4BAC3BF108A13A6D7B1C',0,'SY09','SY09','SY09','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'E7113CAE9B5E6E16499A9120F939798D',0,'SY07','SY07','SY07','location',3,'same clause','SY01');
INSERT INTO "mention_places" VALUES(X'E7113CAE9B5E6E16499A9120F939798D',1,'SY02','SY02','SY02','location',3,'same clause','SY01');
CREATE TABLE mentions (
	mention_id BLOB NOT NULL, 
	article_id TEXT NOT NULL, 
	language TEXT NOT NULL, 
	source TEXT, 
	url TEXT, 
	title TEXT, 
	published TEXT, 
	category TEXT NOT NULL, 
	subtype TEXT NOT NULL, 
	status TEXT NOT NULL, 
	"trigger" TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	quote_start INTEGER NOT NULL, 
	quote_end INTEGER NOT NULL, 
	in_title BOOLEAN NOT NULL, 
	outside_syria BOOLEAN NOT NULL, 
	count_min INTEGER, 
	count_max INTEGER, 
	count_unit TEXT, 
	count_text TEXT, 
	injured_min INTEGER, 
	injured_max INTEGER, 
	victims TEXT NOT NULL, 
	actor TEXT, 
	event_start TEXT, 
	event_end TEXT, 
	date_precision INTEGER, 
	date_reason TEXT, 
	rule_id TEXT NOT NULL, 
	rules_version TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	is_copy BOOLEAN NOT NULL, 
	counts_as TEXT NOT NULL, 
	day TEXT, 
	published_day TEXT, 
	reviewed TEXT NOT NULL, 
	search_text TEXT NOT NULL, 
	machine TEXT, governorates TEXT NOT NULL DEFAULT '', reached TEXT NOT NULL DEFAULT '', marks INTEGER NOT NULL DEFAULT 0, 
	PRIMARY KEY (mention_id), 
	FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "mentions" VALUES(X'45D8F0489094B7F0163CC02E4D684B04','o1','en','Made News','https://made.example/1','News','2026-03-02','civilian_harm','killed','reported','killed',23,29,'they fled and two were killed',0,29,0,0,6,NULL,'persons','killed',NULL,NULL,'civilians','air force','2026-03-02','2026-03-02',1,'published','made.killed','made-1',1,0,'civilian_harm','2026-03-02','2026-03-02','confirmed','news they fled and two were killed','{"governorates": ["SY07", "SY02"]}','SY09','',144);
INSERT INTO "mentions" VALUES(X'3B2D34EFC96D490E962D98CEB07C5C7A','o1','en','Made News','https://made.example/1','News','2026-03-02','displacement','flight','reported','fled',5,9,'they fled and two were killed',0,29,0,0,4,NULL,'persons','fled',NULL,NULL,'civilians',NULL,'2026-03-02','2026-03-02',1,'published','made.fled','made-1',1,0,'displacement','2026-03-02','2026-03-02','rejected','news they fled and two were killed',NULL,'SY09','',16);
INSERT INTO "mentions" VALUES(X'8A4EC24D2A78F761547077CEC269486B','o2','en','Other News',NULL,NULL,'2026-03-04','civilian_harm','killed','reported','killed',23,29,'they fled and two were killed',0,29,0,0,6,NULL,'persons','killed',NULL,NULL,'civilians','air force','2026-03-04','2026-03-04',1,'published','made.killed','made-1',1,1,'civilian_harm','2026-03-04','2026-03-04','','they fled and two were killed',NULL,'SY02;SY07','',16);
INSERT INTO "mentions" VALUES(X'BEE9C25ADA9A0C23600FD6ADC60D3349','o2','en','Other News',NULL,NULL,'2026-03-04','displacement','flight','reported','fled',5,9,'they fled and two were killed',0,29,0,0,4,NULL,'persons','fled',NULL,NULL,'civilians',NULL,'2026-03-04','2026-03-04',1,'published','made.fled','made-1',1,1,'displacement','2026-03-04','2026-03-04','','they fled and two were killed',NULL,'SY09','',16);
INSERT INTO "mentions" VALUES(X'E7113CAE9B5E6E16499A9120F939798D','o3','en','Made News',NULL,NULL,'2026-03-24','civilian_harm','killed','reported','killed',23,29,'they fled and two were killed',0,29,0,0,6,NULL,'persons','killed',NULL,NULL,'civilians','air force','2026-03-24','2026-03-24',1,'published','made.killed','made-1',1,0,'civilian_harm','2026-03-24','2026-03-24','','they fled and two were killed',NULL,'SY02;SY07','',16);
INSERT INTO "mentions" VALUES(X'7C9F9D1B00D2EBEA543C0E6FC0813D91','o3','en','Made News',NULL,NULL,'2026-03-24','displacement','flight','reported','fled',5,9,'they fled and two were killed',0,29,0,0,4,NULL,'persons','fled',NULL,NULL,'civilians',NULL,'2026-03-24','2026-03-24',1,'published','made.fled','made-1',1,0,'displacement','2026-03-24','2026-03-24','','they fled and two were killed',NULL,'SY09','',16);
INSERT INTO "mentions" VALUES(X'AC79242351651D353E3F14127DC14E35','o4','en','Made News',NULL,NULL,'2026-03-10','displacement','flight','reported','fled',7,11,'people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water',0,333,0,0,4,NULL,'persons','fled',NULL,NULL,'civilians',NULL,'2026-03-10','2026-03-10',1,'published','made.fled','made-1',1,0,'displacement','2026-03-10','2026-03-10','','people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water',NULL,'SY09','',16);
INSERT INTO "mentions" VALUES(X'56B38E33C705DBDB3691EE1C7C8DBBE8','o5','en','Other News',NULL,NULL,'2026-03-11','displacement','flight','reported','fled',22,26,'Second agency: people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water',0,348,0,0,4,NULL,'persons','fled',NULL,NULL,'civilians',NULL,'2026-03-11','2026-03-11',1,'published','made.fled','made-1',1,1,'displacement','2026-03-11','2026-03-11','','second agency: people fled the town in the early hours after shells fell on its southern quarters and on the road that leads to the river crossing, witnesses said, adding that families had left with little more than blankets and that the nearest school had opened its rooms to them until the evening, while a local council asked for bread and water',NULL,'SY09','',16);
INSERT INTO "mentions" VALUES(X'298009A1DA2D3C245C045AC4A89C8AB7','o6','en','Made News',NULL,NULL,'2026-03-04','execution','field','denied','executed',12,20,'others were executed month',0,26,0,0,8,NULL,'persons','executed',NULL,NULL,'combatants','is','2026-03-01','2026-03-01',3,'published','made.executed','made-1',1,0,'execution',NULL,'2026-03-04','','others were executed month',NULL,'SY09;SY11','',24);
INSERT INTO "mentions" VALUES(X'1D7D03359B3EE8A866A7C2930787287E','o7','en','Made News',NULL,NULL,NULL,'arrest','arrest','reported','arrested',7,15,'police arrested many',0,20,0,0,8,NULL,'persons','arrested',NULL,NULL,'unspecified','police',NULL,NULL,NULL,NULL,'made.arrested','made-1',1,0,'arrest',NULL,NULL,'','police arrested many',NULL,'','',9);
INSERT INTO "mentions" VALUES(X'C3867F92624B4BAC3BF108A13A6D7B1C','o8','en','Made News',NULL,NULL,'2026-03-04','displacement','flight','reported','fled',15,19,'a change: they fled',0,19,0,0,4,NULL,'persons','fled',NULL,NULL,'civilians',NULL,'2026-03-04','2026-03-04',1,'published','made.fled','made-1',0,0,'displacement','2026-03-04','2026-03-04','','a change: they fled',NULL,'SY09','',16);
INSERT INTO "mentions" VALUES(X'7C56AC0BF00455B5552E69488B8B0A35','o8','en','Made News',NULL,NULL,'2026-03-04','arrest','arrest','reported','arrested',20,28,'a change: they were arrested',0,28,0,0,8,NULL,'persons','arrested',NULL,NULL,'unspecified','police','2026-03-04','2026-03-04',1,'published','made.arrested','made-1',1,0,'arrest','2026-03-04','2026-03-04','','a change: they were arrested',NULL,'','',17);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('kind','real');
INSERT INTO "meta" VALUES('data_version','4');
CREATE TABLE parts (
	part BLOB NOT NULL, 
	input TEXT NOT NULL, 
	done INTEGER NOT NULL, 
	total INTEGER NOT NULL, 
	skipped TEXT NOT NULL, 
	run_id INTEGER NOT NULL, 
	finished TEXT, 
	PRIMARY KEY (part), 
	FOREIGN KEY(run_id) REFERENCES runs (id)
);
CREATE TABLE rejects (
	id INTEGER NOT NULL, 
	run_id INTEGER NOT NULL, 
	file TEXT NOT NULL, 
	line INTEGER, 
	field TEXT, 
	reason TEXT NOT NULL, 
	raw TEXT NOT NULL, partial BOOLEAN NOT NULL DEFAULT FALSE, article TEXT, open BOOLEAN NOT NULL DEFAULT TRUE, 
	PRIMARY KEY (id), 
	FOREIGN KEY(run_id) REFERENCES runs (id)
);
INSERT INTO "rejects" VALUES(1,1,'in.jsonl',9,'text','empty','{"text": ""}',0,NULL,1);
INSERT INTO "rejects" VALUES(2,1,'in.jsonl',10,NULL,'not JSON: Expecting value: line 1 column 1 (char 0)','not json',0,NULL,1);
CREATE TABLE reviews (
	id INTEGER NOT NULL, 
	mention_id BLOB NOT NULL, 
	decided TEXT NOT NULL, 
	reviewer TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	note TEXT NOT NULL, 
	"trigger" TEXT NOT NULL, 
	quote TEXT NOT NULL, 
	corrections TEXT DEFAULT '' NOT NULL, 
	prev_hash TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (prev_hash)
);
INSERT INTO "reviews" VALUES(1,X'3B2D34EFC96D490E962D98CEB07C5C7A','2026-11-25T19:28:24+00:00','R','rejected','a match','fled','they fled and two were killed','','0000000000000000000000000000000000000000000000000000000000000000','adbe482e2205c39430f14c655d09749dbc829f421dae5cc1c1ed1e14a7f8de3e');
INSERT INTO "reviews" VALUES(2,X'45D8F0489094B7F0163CC02E4D684B04','2026-11-25T19:28:24+00:00','R','confirmed','','killed','they fled and two were killed','{"governorates": ["SY09"]}','adbe482e2205c39430f14c655d09749dbc829f421dae5cc1c1ed1e14a7f8de3e','7e1fbca00e5cbaf2275c871318014b750c183c611da6cc07ed19d42d88c10c4f');
CREATE TABLE rollup_common (
	governorates TEXT NOT NULL, 
	status TEXT NOT NULL, 
	is_copy BOOLEAN NOT NULL, 
	counts_as TEXT NOT NULL, 
	day TEXT NOT NULL, 
	category TEXT NOT NULL, 
	victims TEXT NOT NULL, 
	reviewed TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	PRIMARY KEY (governorates, status, is_copy, counts_as, day, category, victims, reviewed)
)
 WITHOUT ROWID

;
INSERT INTO "rollup_common" VALUES('','reported',0,'arrest','2026-03-04','arrest','unspecified','',1);
INSERT INTO "rollup_common" VALUES('>','reported',0,'displacement','2026-03-02','displacement','civilians','rejected',1);
INSERT INTO "rollup_common" VALUES('>','reported',0,'displacement','2026-03-10','displacement','civilians','',1);
INSERT INTO "rollup_common" VALUES('>','reported',0,'displacement','2026-03-24','displacement','civilians','',1);
INSERT INTO "rollup_common" VALUES('>','reported',1,'displacement','2026-03-04','displacement','civilians','',1);
INSERT INTO "rollup_common" VALUES('>','reported',1,'displacement','2026-03-11','displacement','civilians','',1);
INSERT INTO "rollup_common" VALUES('ALL','reported',0,'arrest','2026-03-04','arrest','unspecified','',1);
INSERT INTO "rollup_common" VALUES('ALL','reported',0,'civilian_harm','2026-03-02','civilian_harm','civilians','confirmed',1);
INSERT INTO "rollup_common" VALUES('ALL','reported',0,'civilian_harm','2026-03-24','civilian_harm','civilians','',1);
INSERT INTO "rollup_common" VALUES('ALL','reported',0,'displacement','2026-03-02','displacement','civilians','rejected',1);
INSERT INTO "rollup_common" VALUES('ALL','reported',0,'displacement','2026-03-10','displacement','civilians','',1);
INSERT INTO "rollup_common" VALUES('ALL','reported',0,'displacement','2026-03-24','displacement','civilians','',1);
INSERT INTO "rollup_common" VALUES('ALL','reported',1,'civilian_harm','2026-03-04','civilian_harm','civilians','',1);
INSERT INTO "rollup_common" VALUES('ALL','reported',1,'displacement','2026-03-04','displacement','civilians','',1);
INSERT INTO "rollup_common" VALUES('ALL','reported',1,'displacement','2026-03-11','displacement','civilians','',1);
INSERT INTO "rollup_common" VALUES('SY02;SY07','reported',0,'civilian_harm','2026-03-24','civilian_harm','civilians','',1);
INSERT INTO "rollup_common" VALUES('SY02;SY07','reported',1,'civilian_harm','2026-03-04','civilian_harm','civilians','',1);
INSERT INTO "rollup_common" VALUES('SY09','reported',0,'civilian_harm','2026-03-02','civilian_harm','civilians','confirmed',1);
INSERT INTO "rollup_common" VALUES('SY09','reported',0,'displacement','2026-03-02','displacement','civilians','rejected',1);
INSERT INTO "rollup_common" VALUES('SY09','reported',0,'displacement','2026-03-10','displacement','civilians','',1);
INSERT INTO "rollup_common" VALUES('SY09','reported',0,'displacement','2026-03-24','displacement','civilians','',1);
INSERT INTO "rollup_common" VALUES('SY09','reported',1,'displacement','2026-03-04','displacement','civilians','',1);
INSERT INTO "rollup_common" VALUES('SY09','reported',1,'displacement','2026-03-11','displacement','civilians','',1);
CREATE TABLE rollup_daily (
	governorates TEXT NOT NULL, 
	day TEXT NOT NULL, 
	counts_as TEXT NOT NULL, 
	category TEXT NOT NULL, 
	subtype TEXT NOT NULL, 
	status TEXT NOT NULL, 
	victims TEXT NOT NULL, 
	source TEXT NOT NULL, 
	language TEXT NOT NULL, 
	reviewed TEXT NOT NULL, 
	is_copy BOOLEAN NOT NULL, 
	n INTEGER NOT NULL, 
	PRIMARY KEY (governorates, day, counts_as, category, subtype, status, victims, source, language, reviewed, is_copy)
)
 WITHOUT ROWID

;
INSERT INTO "rollup_daily" VALUES('','2026-03-04','arrest','arrest','arrest','reported','unspecified','Made News','en','',0,1);
INSERT INTO "rollup_daily" VALUES('>','2026-03-02','displacement','displacement','flight','reported','civilians','Made News','en','rejected',0,1);
INSERT INTO "rollup_daily" VALUES('>','2026-03-04','displacement','displacement','flight','reported','civilians','Other News','en','',1,1);
INSERT INTO "rollup_daily" VALUES('>','2026-03-10','displacement','displacement','flight','reported','civilians','Made News','en','',0,1);
INSERT INTO "rollup_daily" VALUES('>','2026-03-11','displacement','displacement','flight','reported','civilians','Other News','en','',1,1);
INSERT INTO "rollup_daily" VALUES('>','2026-03-24','displacement','displacement','flight','reported','civilians','Made News','en','',0,1);
INSERT INTO "rollup_daily" VALUES('ALL','2026-03-02','civilian_harm','civilian_harm','killed','reported','civilians','Made News','en','confirmed',0,1);
INSERT INTO "rollup_daily" VALUES('ALL','2026-03-02','displacement','displacement','flight','reported','civilians','Made News','en','rejected',0,1);
INSERT INTO "rollup_daily" VALUES('ALL','2026-03-04','arrest','arrest','arrest','reported','unspecified','Made News','en','',0,1);
INSERT INTO "rollup_daily" VALUES('ALL','2026-03-04','civilian_harm','civilian_harm','killed','reported','civilians','Other News','en','',1,1);
INSERT INTO "rollup_daily" VALUES('ALL','2026-03-04','displacement','displacement','flight','reported','civilians','Other News','en','',1,1);
INSERT INTO "rollup_daily" VALUES('ALL','2026-03-10','displacement','displacement','flight','reported','civilians','Made News','en','',0,1);
INSERT INTO "rollup_daily" VALUES('ALL','2026-03-11','displacement','displacement','flight','reported','civilians','Other News','en','',1,1);
INSERT INTO "rollup_daily" VALUES('ALL','2026-03-24','civilian_harm','civilian_harm','killed','reported','civilians','Made News','en','',0,1);
INSERT INTO "rollup_daily" VALUES('ALL','2026-03-24','displacement','displacement','flight','reported','civilians','Made News','en','',0,1);
INSERT INTO "rollup_daily" VALUES('SY02;SY07','2026-03-04','civilian_harm','civilian_harm','killed','reported','civilians','Other News','en','',1,1);
INSERT INTO "rollup_daily" VALUES('SY02;SY07','2026-03-24','civilian_harm','civilian_harm','killed','reported','civilians','Made News','en','',0,1);
INSERT INTO "rollup_daily" VALUES('SY09','2026-03-02','civilian_harm','civilian_harm','killed','reported','civilians','Made News','en','confirmed',0,1);
INSERT INTO "rollup_daily" VALUES('SY09','2026-03-02','displacement','displacement','flight','reported','civilians','Made News','en','rejected',0,1);
INSERT INTO "rollup_daily" VALUES('SY09','2026-03-04','displacement','displacement','flight','reported','civilians','Other News','en','',1,1);
INSERT INTO "rollup_daily" VALUES('SY09','2026-03-10','displacement','displacement','flight','reported','civilians','Made News','en','',0,1);
INSERT INTO "rollup_daily" VALUES('SY09','2026-03-11','displacement','displacement','flight','reported','civilians','Other News','en','',1,1);
INSERT INTO "rollup_daily" VALUES('SY09','2026-03-24','displacement','displacement','flight','reported','civilians','Made News','en','',0,1);
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	started TEXT NOT NULL, 
	finished TEXT, 
	heartbeat TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	done INTEGER NOT NULL, 
	total INTEGER NOT NULL, 
	new INTEGER NOT NULL, 
	unchanged INTEGER NOT NULL, 
	changed INTEGER NOT NULL, 
	reread INTEGER NOT NULL, 
	copies INTEGER NOT NULL, 
	skipped INTEGER NOT NULL, 
	mentions INTEGER NOT NULL, 
	errors TEXT, 
	rules_version TEXT NOT NULL, kind TEXT NOT NULL DEFAULT 'ingest', 
	PRIMARY KEY (id)
);
INSERT INTO "runs" VALUES(1,'2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00','finished',10,10,6,0,0,0,2,2,11,NULL,'made-1','ingest');
INSERT INTO "runs" VALUES(2,'2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00','2026-11-25T19:28:24+00:00','finished',1,1,0,0,1,0,0,0,1,NULL,'made-1','ingest');
CREATE TABLE schema_version (
	version INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	applied TEXT NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "schema_version" VALUES(1,'first_schema','2026-11-25T19:28:24+00:00');
INSERT INTO "schema_version" VALUES(2,'corrections','2026-11-25T19:28:24+00:00');
INSERT INTO "schema_version" VALUES(3,'copies_and_rejects','2026-11-25T22:00:59+00:00');
INSERT INTO "schema_version" VALUES(4,'users_and_audit','2026-11-25T22:08:22+00:00');
INSERT INTO "schema_version" VALUES(5,'parts_of_backfills','2026-11-25T22:30:18+00:00');
INSERT INTO "schema_version" VALUES(6,'sets_of_governorates','2026-11-26T02:02:10+00:00');
INSERT INTO "schema_version" VALUES(7,'victims_in_common_counts','2026-11-26T04:53:13+00:00');
CREATE TABLE users (
	id INTEGER NOT NULL, 
	email TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	issuer TEXT, 
	subject TEXT, 
	added TEXT NOT NULL, 
	removed TEXT, 
	last_login TEXT, 
	PRIMARY KEY (id), 
	UNIQUE (issuer, subject), 
	UNIQUE (email)
);
CREATE INDEX articles_text_sha ON articles (text_sha);
CREATE INDEX reviews_mention_id ON reviews (mention_id);
CREATE INDEX mentions_article_id ON mentions (article_id);
CREATE INDEX rejects_run_id ON rejects (run_id);
CREATE TRIGGER reviews_no_UPDATE BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews are never changed, only added'); END;
CREATE TRIGGER reviews_no_DELETE BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews are never changed, only added'); END;
CREATE INDEX articles_sources ON articles (source, published_day);
CREATE INDEX articles_documents ON articles (published_day, language, source, copy_of);
CREATE INDEX articles_rules ON articles (rules_version, id);
CREATE INDEX articles_copy_of ON articles (copy_of);
CREATE INDEX mentions_actor ON mentions (actor, active);
CREATE INDEX rejects_open ON rejects (open, file);
CREATE TRIGGER audit_no_UPDATE BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'rows of audit are never changed, only added'); END;
CREATE TRIGGER audit_no_DELETE BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'rows of audit are never changed, only added'); END;
CREATE INDEX rollup_daily_day ON rollup_daily (day);
CREATE INDEX mentions_day ON mentions (day, counts_as, category, subtype, status, victims, source, language, reviewed, is_copy, governorates, active, actor, reached, marks, rule_id, mention_id);
CREATE INDEX mentions_published_day ON mentions (published_day, counts_as, category, subtype, status, victims, source, language, reviewed, is_copy, governorates, active, actor, reached, marks, rule_id, mention_id);
CREATE INDEX mentions_undated ON mentions (day, counts_as, category, subtype, status, victims, source, language, reviewed, is_copy, governorates, active, actor, reached, marks, rule_id, mention_id, event_start, event_end, published_day) WHERE day IS NULL;
CREATE INDEX mention_places_place_id ON mention_places (place_id, mention_id);
CREATE INDEX rollup_common_day ON rollup_common (day);
COMMIT;
