BEGIN TRANSACTION;
CREATE TABLE account_caps (
	account TEXT NOT NULL, 
	order_lots TEXT, 
	total_lots TEXT, 
	leverage TEXT, 
	min_free_margin TEXT, 
	CONSTRAINT pk_account_caps PRIMARY KEY (account)
);
CREATE TABLE account_guards (
	account TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_account_guards PRIMARY KEY (account)
);
INSERT INTO "account_guards" VALUES('2001@Follower-Demo','{"version":1,"limits":[{"id":"daily","name":"Daily loss","rule":{"form":"loss","period":"day","amount":{"value":"5","unit":"percent_of_anchor"},"anchor":"greater","floating":true},"ladder":{"warn":"70","close_only":"90","flatten":"100"},"scope":"account","ends_at_reset":true}],"reset":{"zone":"Europe/Prague","minute":0,"first_weekday":0},"initial_balance":"10000.00","fixed_initial":false,"worst_case":false,"cuts_to_fit":true,"no_stop":{"points":null,"gap_percent":"0"},"naked":{"after_s":null,"action":"alarm","emergency_points":500,"watches_all":false},"refusals":5,"needs_sight":true,"flattens_alone":false}');
CREATE TABLE account_paces (
	account TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_account_paces PRIMARY KEY (account)
);
INSERT INTO "account_paces" VALUES('2001@Follower-Demo','{"per_minute":300,"burst":20,"reserve":5,"daily_budget":2000,"day_starts":22,"stops_every_s":15,"stops_step":10}');
CREATE TABLE account_roles (
	account TEXT NOT NULL, 
	role TEXT NOT NULL, 
	CONSTRAINT pk_account_roles PRIMARY KEY (account, role), 
	CONSTRAINT fk_account_roles_account FOREIGN KEY(account) REFERENCES accounts (account)
);
INSERT INTO "account_roles" VALUES('2001@Follower-Demo','executor');
INSERT INTO "account_roles" VALUES('1001@Master-Demo','monitor');
CREATE TABLE accounts (
	account TEXT NOT NULL, 
	name TEXT NOT NULL, 
	key_hash TEXT NOT NULL, 
	secret_name TEXT NOT NULL, 
	CONSTRAINT pk_accounts PRIMARY KEY (account)
);
INSERT INTO "accounts" VALUES('2001@Follower-Demo','2001','3f092fe164851c1b404ed5cf72615f4873b07a379069e5bcbe319967e1089478','terminal 2001@Follower-Demo');
INSERT INTO "accounts" VALUES('1001@Master-Demo','1001','2db9ac48a88a10727bebb8d0aa5498da962ecbd51633f6c6e1d356c8b8e3fbb6','terminal 1001@Master-Demo');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0008');
CREATE TABLE attempts (
	instruction TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	opening TEXT, 
	ordinal INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	copy TEXT NOT NULL, 
	follower TEXT NOT NULL, 
	outcome TEXT, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_attempts PRIMARY KEY (instruction, revision, kind), 
	CONSTRAINT fk_attempts_ordinal FOREIGN KEY(ordinal) REFERENCES records (ordinal), 
	CONSTRAINT uq_attempts_opening UNIQUE (opening)
);
INSERT INTO "attempts" VALUES('6075e636cd0836db840643d9feee7cae',1,'open','6075e636cd0836db840643d9feee7cae',2,0,'c633a887e391aa072b713663031b8eb9','2001@Follower-Demo','filled','{"form":"open","of":{"id":"6075e636cd0836db840643d9feee7cae","copy":"c633a887e391aa072b713663031b8eb9","revision":1,"route":"00000000-0000-4000-8000-000000002001","master":{"login":"1001","server":"Master-Demo"},"follower":{"login":"2001","server":"Follower-Demo"},"source":"10001","symbol":"EURUSD","side":"buy","volume":"0.1","stop_loss":null,"take_profit":null,"magic":"3035901391057675908","life_ms":4987,"max_slippage":null,"master_lots":"0.10","worst_price":null}}');
INSERT INTO "attempts" VALUES('819ea4cdf8b8ad72bc40dd2c787f3379',1,'open','819ea4cdf8b8ad72bc40dd2c787f3379',4,0,'1893a19abe8a27f8088823ce08eab0e9','2001@Follower-Demo','filled','{"form":"open","of":{"id":"819ea4cdf8b8ad72bc40dd2c787f3379","copy":"1893a19abe8a27f8088823ce08eab0e9","revision":1,"route":"00000000-0000-4000-8000-000000002001","master":{"login":"1001","server":"Master-Demo"},"follower":{"login":"2001","server":"Follower-Demo"},"source":"10003","symbol":"EURUSD","side":"buy","volume":"0.2","stop_loss":null,"take_profit":null,"magic":"3035919620497669212","life_ms":4991,"max_slippage":null,"master_lots":"0.20","worst_price":null}}');
INSERT INTO "attempts" VALUES('9167ba8067f8f3322302c09338e020ac',2,'set_volume',NULL,6,0,'1893a19abe8a27f8088823ce08eab0e9','2001@Follower-Demo','filled','{"form":"set_volume","of":{"id":"9167ba8067f8f3322302c09338e020ac","copy":"1893a19abe8a27f8088823ce08eab0e9","revision":2,"route":"00000000-0000-4000-8000-000000002001","follower":{"login":"2001","server":"Follower-Demo"},"symbol":"EURUSD","side":"buy","volume":"0","opens":[{"id":"819ea4cdf8b8ad72bc40dd2c787f3379","magic":"3035919620497669212","volume":"0.2","since":null}]}}');
CREATE TABLE audit (
	number INTEGER NOT NULL, 
	at_us BIGINT NOT NULL, 
	account TEXT, 
	what TEXT NOT NULL, 
	why TEXT NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (number)
);
INSERT INTO "audit" VALUES(1,1741953600250000,'2001@Follower-Demo','limits changed','by the trader');
CREATE TABLE baselines (
	route TEXT NOT NULL, 
	positions TEXT NOT NULL, 
	pendings TEXT NOT NULL, 
	made_us BIGINT NOT NULL, 
	CONSTRAINT pk_baselines PRIMARY KEY (route)
);
INSERT INTO "baselines" VALUES('00000000-0000-4000-8000-000000002001','[]','[]',1795258002230282);
CREATE TABLE cursors (
	account TEXT NOT NULL, 
	role TEXT NOT NULL, 
	stream TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	report BIGINT NOT NULL, 
	CONSTRAINT pk_cursors PRIMARY KEY (account, role)
);
INSERT INTO "cursors" VALUES('1001@Master-Demo','monitor','7001',5,0);
INSERT INTO "cursors" VALUES('2001@Follower-Demo','executor','',0,3);
CREATE TABLE decisions (
	ordinal INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	account TEXT NOT NULL, 
	event_key TEXT, 
	route TEXT NOT NULL, 
	part INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	copy TEXT, 
	reason TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	alarming BOOLEAN NOT NULL, 
	settings_version INTEGER, 
	master_lots TEXT, 
	steps TEXT NOT NULL, 
	CONSTRAINT pk_decisions PRIMARY KEY (ordinal, place), 
	CONSTRAINT fk_decisions_ordinal FOREIGN KEY(ordinal) REFERENCES events (ordinal), 
	CONSTRAINT uq_decisions_route_account_event_key_part UNIQUE (route, account, event_key, part)
);
INSERT INTO "decisions" VALUES(2,0,'1001@Master-Demo','monitor|opened|10001|10001|10002','00000000-0000-4000-8000-000000002001',0,'copied','c633a887e391aa072b713663031b8eb9','','',0,1,'0.10','[{"rule":"symbol","text":"same name","inputs":[],"result":"EURUSD"},{"rule":"SL","text":"the master has no SL","inputs":[],"result":"none"},{"rule":"TP","text":"the master has no TP","inputs":[],"result":"none"},{"rule":"same lots","text":"master''s lots","inputs":[["master''s lots","0.1"]],"result":"0.1"},{"rule":"round down","text":"to a multiple of 0.01: 0.1","inputs":[["lots","0.1"],["step","0.01"]],"result":"0.1"}]');
INSERT INTO "decisions" VALUES(4,0,'1001@Master-Demo','monitor|opened|10003|10003|10004','00000000-0000-4000-8000-000000002001',0,'copied','1893a19abe8a27f8088823ce08eab0e9','','',0,1,'0.20','[{"rule":"symbol","text":"EURUSD was confirmed before as EURUSD","inputs":[],"result":"EURUSD"},{"rule":"SL","text":"the master has no SL","inputs":[],"result":"none"},{"rule":"TP","text":"the master has no TP","inputs":[],"result":"none"},{"rule":"same lots","text":"master''s lots","inputs":[["master''s lots","0.2"]],"result":"0.2"},{"rule":"round down","text":"to a multiple of 0.01: 0.2","inputs":[["lots","0.2"],["step","0.01"]],"result":"0.2"}]');
INSERT INTO "decisions" VALUES(6,0,'1001@Master-Demo','monitor|closed|10003|10005|10006','00000000-0000-4000-8000-000000002001',0,'copied','1893a19abe8a27f8088823ce08eab0e9','','',0,1,'0.20','[{"rule":"close","text":"the master closed: nothing is kept","inputs":[["copy","0.2"]],"result":"0"}]');
CREATE TABLE events (
	ordinal INTEGER NOT NULL, 
	account TEXT NOT NULL, 
	role TEXT NOT NULL, 
	stream TEXT NOT NULL, 
	seq BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	event_key TEXT, 
	symbol TEXT, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (ordinal), 
	CONSTRAINT fk_events_ordinal FOREIGN KEY(ordinal) REFERENCES records (ordinal), 
	CONSTRAINT uq_events_account_event_key UNIQUE (account, event_key), 
	CONSTRAINT uq_events_account_role_stream_seq UNIQUE (account, role, stream, seq)
);
INSERT INTO "events" VALUES(1,'1001@Master-Demo','monitor','7001',1,'balance','monitor|balance|90001',NULL,'{"account":{"login":"1001","server":"Master-Demo"},"role":"monitor","stream":"7001","seq":1,"kind":"balance","at":1731000000000,"age_us":3,"received_ns":28557100188349,"transit_us":null,"position":null,"deal":{"ticket":"90001","order":"0","entry":"none","side":"buy","volume":"0","price":"0","reason":"other","magic":"0","comment":"","profit":"1.00","swap":"0.00","commission":"0.00","order_volume":null,"order_kind":null},"pending":null,"was":null,"amount":"1.00"}');
INSERT INTO "events" VALUES(2,'1001@Master-Demo','monitor','7001',2,'opened','monitor|opened|10001|10001|10002','EURUSD','{"account":{"login":"1001","server":"Master-Demo"},"role":"monitor","stream":"7001","seq":2,"kind":"opened","at":1731000000000,"age_us":3,"received_ns":28557170086329,"transit_us":11956,"position":{"id":"10001","ticket":"10001","order":"10001","symbol":"EURUSD","side":"buy","volume":"0.10","price":"1.08500","stop_loss":null,"take_profit":null,"magic":"0","comment":"","opened_at":1731000000000,"profit":"0.00","swap":"0.00","link":null},"deal":{"ticket":"10002","order":"10001","entry":"in","side":"buy","volume":"0.10","price":"1.08500","reason":"client","magic":"0","comment":"","profit":"0.00","swap":"0.00","commission":"0.00","order_volume":null,"order_kind":null},"pending":null,"was":null,"amount":null}');
INSERT INTO "events" VALUES(4,'1001@Master-Demo','monitor','7001',3,'opened','monitor|opened|10003|10003|10004','EURUSD','{"account":{"login":"1001","server":"Master-Demo"},"role":"monitor","stream":"7001","seq":3,"kind":"opened","at":1731000000000,"age_us":2,"received_ns":28557189442333,"transit_us":8784,"position":{"id":"10003","ticket":"10003","order":"10003","symbol":"EURUSD","side":"buy","volume":"0.20","price":"1.08500","stop_loss":null,"take_profit":null,"magic":"0","comment":"","opened_at":1731000000000,"profit":"0.00","swap":"0.00","link":null},"deal":{"ticket":"10004","order":"10003","entry":"in","side":"buy","volume":"0.20","price":"1.08500","reason":"client","magic":"0","comment":"","profit":"0.00","swap":"0.00","commission":"0.00","order_volume":null,"order_kind":null},"pending":null,"was":null,"amount":null}');
INSERT INTO "events" VALUES(6,'1001@Master-Demo','monitor','7001',4,'closed','monitor|closed|10003|10005|10006','EURUSD','{"account":{"login":"1001","server":"Master-Demo"},"role":"monitor","stream":"7001","seq":4,"kind":"closed","at":1731000000000,"age_us":1,"received_ns":28557197242008,"transit_us":14334,"position":{"id":"10003","ticket":"10003","order":"10003","symbol":"EURUSD","side":"buy","volume":"0","price":"1.08500","stop_loss":null,"take_profit":null,"magic":"0","comment":"","opened_at":1731000000000,"profit":"0.00","swap":"0.00","link":null},"deal":{"ticket":"10006","order":"10005","entry":"out","side":"sell","volume":"0.20","price":"1.08500","reason":"client","magic":"0","comment":"","profit":"0.00","swap":"0.00","commission":"0.00","order_volume":null,"order_kind":null},"pending":null,"was":null,"amount":null}');
INSERT INTO "events" VALUES(8,'1001@Master-Demo','monitor','7001',5,'balance','monitor|balance|90002',NULL,'{"account":{"login":"1001","server":"Master-Demo"},"role":"monitor","stream":"7001","seq":5,"kind":"balance","at":1731000000000,"age_us":2,"received_ns":28557201638946,"transit_us":8310,"position":null,"deal":{"ticket":"90002","order":"0","entry":"none","side":"buy","volume":"0","price":"0","reason":"other","magic":"0","comment":"","profit":"1.00","swap":"0.00","commission":"0.00","order_volume":null,"order_kind":null},"pending":null,"was":null,"amount":"1.00"}');
CREATE TABLE guard_memories (
	account TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_guard_memories PRIMARY KEY (account)
);
INSERT INTO "guard_memories" VALUES('2001@Follower-Demo','{"version":1,"of":{"initial":"10000.00","flows":"0","starts":{"day":{"began":1741906800000,"balance":"10000.00","equity":"10000.00","estimated":false,"seen":1741906800100,"peak":"10020.00"}},"peak_equity":"10020.00","peak_balance":"10000.00","peak_end_of_day":null,"last_at":1741953600250,"last_balance":"10000.00","last_equity":"10000.00","last_credit":"0","last_flat":false,"rungs":{"daily":"fine"},"streak":0,"trades":2,"trades_day":1741906800000,"day_profits":[],"realised":[],"doubted_until":0,"untold":null,"paid":"0","credit_untold":"0","flattening":null,"lock":null}}');
CREATE TABLE links (
	copy TEXT NOT NULL, 
	route TEXT NOT NULL, 
	master TEXT NOT NULL, 
	follower TEXT NOT NULL, 
	position TEXT NOT NULL, 
	symbol TEXT NOT NULL, 
	state TEXT NOT NULL, 
	ended_us BIGINT, 
	ordinal INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_links PRIMARY KEY (copy), 
	CONSTRAINT fk_links_ordinal FOREIGN KEY(ordinal) REFERENCES records (ordinal)
);
INSERT INTO "links" VALUES('c633a887e391aa072b713663031b8eb9','00000000-0000-4000-8000-000000002001','1001@Master-Demo','2001@Follower-Demo','10001','EURUSD','live',NULL,3,'{"copy":"c633a887e391aa072b713663031b8eb9","route":"00000000-0000-4000-8000-000000002001","master":{"login":"1001","server":"Master-Demo"},"follower":{"login":"2001","server":"Follower-Demo"},"position":"10001","order":"10001","source":"10001","master_symbol":"EURUSD","symbol":"EURUSD","side":"buy","master_side":"buy","ratio":"1/1","accepted":"1/10","master_volume":"0.10","base":"1/10","original":"1/10","target":"0.1","filled":"0.10","stop_loss":null,"take_profit":null,"revision":1,"opens":[{"id":"6075e636cd0836db840643d9feee7cae","magic":"3035901391057675908","volume":"0.1","since":null}],"orders":["10001","10001/10002"],"version":"10002","settings_version":1,"state":"live","exact":"1/10","waiting":"0/1","entry":"1.08500","master_entry":"1.08500"}');
INSERT INTO "links" VALUES('1893a19abe8a27f8088823ce08eab0e9','00000000-0000-4000-8000-000000002001','1001@Master-Demo','2001@Follower-Demo','10003','EURUSD','closed',1795258002326897,7,'{"copy":"1893a19abe8a27f8088823ce08eab0e9","route":"00000000-0000-4000-8000-000000002001","master":{"login":"1001","server":"Master-Demo"},"follower":{"login":"2001","server":"Follower-Demo"},"position":"10003","order":"10003","source":"10003","master_symbol":"EURUSD","symbol":"EURUSD","side":"buy","master_side":"buy","ratio":"1/1","accepted":"0/1","master_volume":"0","base":"1/5","original":"1/5","target":"0","filled":"0","stop_loss":null,"take_profit":null,"revision":2,"opens":[{"id":"819ea4cdf8b8ad72bc40dd2c787f3379","magic":"3035919620497669212","volume":"0.2","since":null}],"orders":["10003","10003/10004"],"version":"10006","settings_version":1,"state":"closed","exact":"0/1","waiting":"0/1","entry":"1.08500","master_entry":"1.08500"}');
CREATE TABLE magic_counters (
	account TEXT NOT NULL, 
	counter INTEGER NOT NULL, 
	CONSTRAINT pk_magic_counters PRIMARY KEY (account)
);
CREATE TABLE mappings (
	route TEXT NOT NULL, 
	master_symbol TEXT NOT NULL, 
	symbol TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	confirmed_us BIGINT NOT NULL, 
	CONSTRAINT pk_mappings PRIMARY KEY (route, master_symbol)
);
INSERT INTO "mappings" VALUES('00000000-0000-4000-8000-000000002001','EURUSD','EURUSD','',1795258002310036);
CREATE TABLE notice_settings (
	part TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_notice_settings PRIMARY KEY (part)
);
INSERT INTO "notice_settings" VALUES('mail','{"host":"mail.example.com","port":587,"security":"starttls","user":"","sender":"copier@example.com","recipients":["trader@example.com"]}');
INSERT INTO "notice_settings" VALUES('quiet','{"begins":1320,"ends":420,"zone":"Europe/Prague"}');
CREATE TABLE old_keys (
	account TEXT NOT NULL, 
	role TEXT NOT NULL, 
	key_hash TEXT NOT NULL, 
	CONSTRAINT pk_old_keys PRIMARY KEY (account, role, key_hash), 
	CONSTRAINT fk_old_keys_account FOREIGN KEY(account) REFERENCES accounts (account)
);
INSERT INTO "old_keys" VALUES('2001@Follower-Demo','executor','efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef');
CREATE TABLE poison (
	account TEXT NOT NULL, 
	event TEXT NOT NULL, 
	route TEXT NOT NULL, 
	times INTEGER NOT NULL, 
	said TEXT NOT NULL, 
	CONSTRAINT pk_poison PRIMARY KEY (account, event, route)
);
CREATE TABLE reconciliations (
	route TEXT NOT NULL, 
	begun_us BIGINT NOT NULL, 
	at_us BIGINT NOT NULL, 
	times INTEGER NOT NULL, 
	found INTEGER NOT NULL, 
	drift TEXT NOT NULL, 
	CONSTRAINT pk_reconciliations PRIMARY KEY (route, begun_us)
);
INSERT INTO "reconciliations" VALUES('00000000-0000-4000-8000-000000002001',1772625600250000,1772625600250000,3,1,'0.01');
CREATE TABLE records (
	ordinal INTEGER NOT NULL, 
	decided_us BIGINT NOT NULL, 
	CONSTRAINT pk_records PRIMARY KEY (ordinal)
);
INSERT INTO "records" VALUES(1,1795258002226207);
INSERT INTO "records" VALUES(2,1795258002306554);
INSERT INTO "records" VALUES(3,1795258002314617);
INSERT INTO "records" VALUES(4,1795258002315528);
INSERT INTO "records" VALUES(5,1795258002322410);
INSERT INTO "records" VALUES(6,1795258002323095);
INSERT INTO "records" VALUES(7,1795258002326897);
INSERT INTO "records" VALUES(8,1795258002327155);
CREATE TABLE removed_routes (
	route TEXT NOT NULL, 
	CONSTRAINT pk_removed_routes PRIMARY KEY (route), 
	CONSTRAINT fk_removed_routes_route FOREIGN KEY(route) REFERENCES routes (route)
);
CREATE TABLE reports (
	ordinal INTEGER NOT NULL, 
	account TEXT NOT NULL, 
	number BIGINT NOT NULL, 
	instruction TEXT NOT NULL, 
	copy TEXT, 
	revision INTEGER NOT NULL, 
	outcome TEXT NOT NULL, 
	code TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_reports PRIMARY KEY (ordinal), 
	CONSTRAINT fk_reports_ordinal FOREIGN KEY(ordinal) REFERENCES records (ordinal), 
	CONSTRAINT uq_reports_instruction_account_number_revision_outcome UNIQUE (instruction, account, number, revision, outcome)
);
INSERT INTO "reports" VALUES(3,'2001@Follower-Demo',1,'6075e636cd0836db840643d9feee7cae','c633a887e391aa072b713663031b8eb9',1,'filled','','{"account":{"login":"2001","server":"Follower-Demo"},"number":1,"id":"6075e636cd0836db840643d9feee7cae","copy":"c633a887e391aa072b713663031b8eb9","revision":1,"outcome":"filled","code":"","message":"","fills":[{"ticket":"50001","deal":"50002","order":"50003","volume":"0.10","price":"1.08500","at":1731000000000}],"remaining":"0.10","net":null,"stop_loss":null,"take_profit":null,"received_us":35557184283,"sent_us":35557184283,"done_us":35557188173,"reported_ns":28557188661350,"transit_us":11192,"confirm_us":null}');
INSERT INTO "reports" VALUES(5,'2001@Follower-Demo',2,'819ea4cdf8b8ad72bc40dd2c787f3379','1893a19abe8a27f8088823ce08eab0e9',1,'filled','','{"account":{"login":"2001","server":"Follower-Demo"},"number":2,"id":"819ea4cdf8b8ad72bc40dd2c787f3379","copy":"1893a19abe8a27f8088823ce08eab0e9","revision":1,"outcome":"filled","code":"","message":"","fills":[{"ticket":"50004","deal":"50005","order":"50006","volume":"0.20","price":"1.08500","at":1731000000000}],"remaining":"0.20","net":null,"stop_loss":null,"take_profit":null,"received_us":35557190460,"sent_us":35557190460,"done_us":35557190538,"reported_ns":28557190819564,"transit_us":10984,"confirm_us":null}');
INSERT INTO "reports" VALUES(7,'2001@Follower-Demo',3,'9167ba8067f8f3322302c09338e020ac','1893a19abe8a27f8088823ce08eab0e9',2,'filled','','{"account":{"login":"2001","server":"Follower-Demo"},"number":3,"id":"9167ba8067f8f3322302c09338e020ac","copy":"1893a19abe8a27f8088823ce08eab0e9","revision":2,"outcome":"filled","code":"","message":"","fills":[{"ticket":"50004","deal":"50007","order":"50008","volume":"0.20","price":"1.08500","at":1731000000000}],"remaining":"0","net":null,"stop_loss":null,"take_profit":null,"received_us":35557200836,"sent_us":35557200836,"done_us":35557200955,"reported_ns":28557201229116,"transit_us":10978,"confirm_us":null}');
CREATE TABLE route_settings (
	route TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_route_settings PRIMARY KEY (route, version), 
	CONSTRAINT fk_route_settings_route FOREIGN KEY(route) REFERENCES routes (route)
);
INSERT INTO "route_settings" VALUES('00000000-0000-4000-8000-000000002001',1,'{"version":1,"sizing":{"form":"same_lots"},"volume":{"below_minimum":"skip","risk_coefficient":"2","above_maximum":"cap","min_lots":null,"max_lots":null,"further_orders":"ratio","remainder":"keep_minimum","partial_fill":"new_base","max_funds_age_ms":15000,"commission":"0","assumed_stop":null},"overrides":[],"filters":{"symbols_allowed":[],"symbols_denied":[],"sides":["buy","sell"],"magics_allowed":[],"magics_denied":[],"comments_allowed":[],"comments_denied":[],"min_master_lots":null,"max_master_lots":null,"order_kinds":["limit","market","stop","stop_limit"],"sessions":null,"max_spread":null,"max_positions":null,"max_symbol_lots":null,"max_account_lots":null},"stops":{"stop_loss":{"source":"price","points":null,"offset":0},"take_profit":{"source":"price","points":null,"offset":0},"refused":"nearest","passed":"keep_old","moved_by_hand":"until_next","may_loosen":false},"orders":{"pendings":"at_fill","master_filled":"to_market","follower_filled":"ask","one_sided_after_ms":5000,"keep_pendings":false,"max_slippage":null,"when_slipped":"skip","wait_ms":60000},"symbol_map":[],"cross_contract":false,"reverse":false,"max_age_ms":5000,"literal_lots_confirmed":true,"shares_netting":false,"recovery":{"late":"skip","late_points":20,"ask_s":300,"corrections":"by_click","master_away":"hold","close_after_min":10}}');
CREATE TABLE route_templates (
	name TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_route_templates PRIMARY KEY (name)
);
INSERT INTO "route_templates" VALUES('Careful','{"version":1,"sizing":{"form":"multiplier","factor":"0.1"},"volume":{"below_minimum":"skip","risk_coefficient":"2","above_maximum":"cap","min_lots":null,"max_lots":null,"further_orders":"ratio","remainder":"keep_minimum","partial_fill":"new_base","max_funds_age_ms":15000,"commission":"0","assumed_stop":null},"overrides":[],"filters":{"symbols_allowed":[],"symbols_denied":[],"sides":["buy","sell"],"magics_allowed":[],"magics_denied":[],"comments_allowed":[],"comments_denied":[],"min_master_lots":null,"max_master_lots":null,"order_kinds":["limit","market","stop","stop_limit"],"sessions":null,"max_spread":null,"max_positions":null,"max_symbol_lots":null,"max_account_lots":null},"stops":{"stop_loss":{"source":"price","points":null,"offset":0},"take_profit":{"source":"price","points":null,"offset":0},"refused":"nearest","passed":"keep_old","moved_by_hand":"until_next","may_loosen":false},"orders":{"pendings":"at_fill","master_filled":"to_market","follower_filled":"ask","one_sided_after_ms":5000,"keep_pendings":false,"max_slippage":null,"when_slipped":"skip","wait_ms":60000},"symbol_map":[],"cross_contract":false,"reverse":false,"max_age_ms":5000,"literal_lots_confirmed":false,"shares_netting":false,"recovery":{"late":"skip","late_points":20,"ask_s":300,"corrections":"by_click","master_away":"hold","close_after_min":10}}');
CREATE TABLE routes (
	route TEXT NOT NULL, 
	name TEXT NOT NULL, 
	master TEXT NOT NULL, 
	follower TEXT NOT NULL, 
	mode TEXT NOT NULL, 
	CONSTRAINT pk_routes PRIMARY KEY (route)
);
INSERT INTO "routes" VALUES('00000000-0000-4000-8000-000000002001','to 2001','1001@Master-Demo','2001@Follower-Demo','live');
CREATE TABLE rule_sets (
	name TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_rule_sets PRIMARY KEY (name)
);
INSERT INTO "rule_sets" VALUES('Five percent a day','{"version":1,"name":"Five percent a day","limits":[{"id":"daily","name":"Daily loss","rule":{"form":"loss","period":"day","amount":{"value":"5","unit":"percent_of_anchor"},"anchor":"greater","floating":true},"ladder":{"warn":"70","close_only":"90","flatten":"100"},"scope":"account","ends_at_reset":true}],"reset":{"zone":"Europe/Prague","minute":0,"first_weekday":0},"dated":"2025-03-01","source":"my own"}');
CREATE TABLE terminal_profiles (
	account TEXT NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_terminal_profiles PRIMARY KEY (account)
);
INSERT INTO "terminal_profiles" VALUES('2001@Follower-Demo','{"key":{"login":"2001","server":"Follower-Demo"},"platform":"mt5","margin_mode":"hedging","kind":"demo","company":"Example Markets Ltd","holder":"","currency":"USD","fifo":false,"leverage":100,"order_limit":0,"stop_out_mode":"percent","stop_out":"50.00","build":4885,"ea_version":"1.0.0","utc_offset_s":7200}');
INSERT INTO "terminal_profiles" VALUES('1001@Master-Demo','{"key":{"login":"1001","server":"Master-Demo"},"platform":"mt5","margin_mode":"hedging","kind":"demo","company":"Example Markets Ltd","holder":"","currency":"USD","fifo":false,"leverage":100,"order_limit":0,"stop_out_mode":"percent","stop_out":"50.00","build":4885,"ea_version":"1.0.0","utc_offset_s":7200}');
CREATE TABLE trade_log (
	number INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	at_us BIGINT NOT NULL, 
	route TEXT NOT NULL, 
	route_name TEXT NOT NULL, 
	follower_name TEXT NOT NULL, 
	action TEXT NOT NULL, 
	master_symbol TEXT NOT NULL, 
	symbol TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	follower TEXT, 
	side TEXT, 
	master_lots TEXT, 
	lots TEXT, 
	master_price TEXT, 
	price TEXT, 
	slippage_points TEXT, 
	slippage_money TEXT, 
	outcome TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	detect_ms DOUBLE, 
	transit_ms DOUBLE, 
	decide_ms DOUBLE, 
	send_ms DOUBLE, 
	execute_ms DOUBLE, 
	confirm_ms DOUBLE, 
	total_ms DOUBLE, 
	steps TEXT NOT NULL, 
	words TEXT NOT NULL, 
	CONSTRAINT pk_trade_log PRIMARY KEY (number), 
	CONSTRAINT uq_trade_log_key UNIQUE ("key")
);
INSERT INTO "trade_log" VALUES(1,'6075e636cd0836db840643d9feee7cae/1',1772625600250000,'00000000-0000-4000-8000-000000002001','to 2001','2001','open','EURUSD','EURUSD','USD','2001@Follower-Demo','buy','0.10','0.10','1.10000','1.10002','2.0','0.20','done','',1.5,NULL,0.25,0.125,40.0,2.0,43.875,'[{"rule":"same lots","text":"master''s lots","inputs":[["master''s lots","0.10"]],"result":"0.10"}]','eurusd
eurusd
to 2001
2001
open
');
INSERT INTO "trade_log" VALUES(2,'1001/7/00000000-0000-4000-8000-000000002001',1772625600250000,'00000000-0000-4000-8000-000000002001','to 2001','2001','SL/TP','EURUSD','EURUSD','USD','2001@Follower-Demo','buy','0.10',NULL,'1.10000',NULL,NULL,NULL,'skipped','the route is paused: closes only',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'[]','eurusd
eurusd
to 2001
2001
sl/tp
the route is paused: closes only');
CREATE INDEX ix_records_decided_us ON records (decided_us);
CREATE INDEX ix_attempts_copy ON attempts (copy);
CREATE INDEX ix_attempts_ordinal ON attempts (ordinal);
CREATE INDEX ix_links_ended_us ON links (ended_us);
CREATE INDEX ix_trade_log_at_us ON trade_log (at_us);
CREATE INDEX ix_trade_log_all ON trade_log (number, outcome, at_us);
CREATE INDEX ix_trade_log_of_route ON trade_log (route, number, outcome, at_us, follower);
CREATE INDEX ix_trade_log_of_follower ON trade_log (follower, number, outcome, at_us);
CREATE INDEX ix_trade_log_words ON trade_log (number, outcome, at_us, route, follower, words);
CREATE INDEX ix_reconciliations_at_us ON reconciliations (at_us);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
COMMIT;
