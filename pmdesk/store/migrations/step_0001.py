"""Schema 1: every table, frozen as it was made, and the guards of what has been signed."""

from __future__ import annotations

# The models may go on; this text must not. What changes later is a step of its own.
TABLES = """
CREATE TABLE postmortem ( id TEXT NOT NULL, pm_id TEXT NOT NULL, number INTEGER NOT NULL, title
  TEXT NOT NULL, description TEXT NOT NULL, kind TEXT NOT NULL, severity TEXT, phase TEXT NOT
  NULL, day DATE, zone TEXT NOT NULL, second_zone TEXT NOT NULL, summary TEXT NOT NULL,
  narrative TEXT NOT NULL, detection TEXT, tags TEXT NOT NULL, incident_refs TEXT NOT NULL,
  created_at TEXT, meeting_due DATE, finish_due DATE, facilitator_id TEXT, scribe_id TEXT,
  author_id TEXT, source TEXT NOT NULL, updated_at TEXT NOT NULL, PRIMARY KEY (id), FOREIGN
  KEY(facilitator_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN
  KEY(scribe_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(author_id)
  REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_postmortem_author_id ON postmortem (author_id);
CREATE INDEX ix_postmortem_facilitator_id ON postmortem (facilitator_id);
CREATE INDEX ix_postmortem_scribe_id ON postmortem (scribe_id);
CREATE INDEX ix_postmortem_tags ON postmortem (tags);
CREATE INDEX ix_postmortem_updated_at_id ON postmortem (updated_at, id);
CREATE UNIQUE INDEX ux_postmortem_number ON postmortem (number);
CREATE TABLE person ( id TEXT NOT NULL, pm_id TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT
  NULL, team TEXT NOT NULL, aliases TEXT NOT NULL, participant BOOLEAN NOT NULL, present
  BOOLEAN, position FLOAT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem
  (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_person_pm_id ON person (pm_id);
CREATE TABLE attachment ( id TEXT NOT NULL, pm_id TEXT NOT NULL, sha256 TEXT NOT NULL, name TEXT
  NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT NULL, audience TEXT NOT NULL, PRIMARY KEY
  (id), FOREIGN KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_attachment_pm_id ON attachment (pm_id);
CREATE TABLE lane ( id TEXT NOT NULL, pm_id TEXT NOT NULL, name TEXT NOT NULL, shape TEXT NOT
  NULL, colour TEXT NOT NULL, hidden BOOLEAN NOT NULL, position FLOAT NOT NULL, PRIMARY KEY
  (id), FOREIGN KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_lane_pm_id ON lane (pm_id);
CREATE TABLE event ( id TEXT NOT NULL, pm_id TEXT NOT NULL, lane_id TEXT NOT NULL, title TEXT
  NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL, at TEXT, "end" TEXT, precision TEXT NOT
  NULL, zone TEXT NOT NULL, written TEXT NOT NULL, actor TEXT NOT NULL, source TEXT NOT NULL,
  source_line TEXT NOT NULL, audience TEXT NOT NULL, star BOOLEAN NOT NULL, hidden BOOLEAN NOT
  NULL, hypothesis TEXT, revised_by TEXT, position FLOAT NOT NULL, PRIMARY KEY (id), FOREIGN
  KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(lane_id)
  REFERENCES lane (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(revised_by) REFERENCES event
  (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_event_lane_id ON event (lane_id);
CREATE INDEX ix_event_pm_id_at ON event (pm_id, at);
CREATE INDEX ix_event_revised_by ON event (revised_by);
CREATE TABLE evidence ( id TEXT NOT NULL, pm_id TEXT NOT NULL, event_id TEXT NOT NULL, kind TEXT
  NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, link TEXT NOT NULL, speaker TEXT NOT NULL,
  attachment_id TEXT, at TEXT, position FLOAT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id)
  REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(event_id) REFERENCES
  event (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(attachment_id) REFERENCES attachment
  (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_evidence_attachment_id ON evidence (attachment_id);
CREATE INDEX ix_evidence_event_id ON evidence (event_id);
CREATE INDEX ix_evidence_pm_id ON evidence (pm_id);
CREATE TABLE decision_card ( id TEXT NOT NULL, pm_id TEXT NOT NULL, event_id TEXT NOT NULL, cues
  TEXT NOT NULL, belief TEXT NOT NULL, goal TEXT NOT NULL, options TEXT NOT NULL, pressure TEXT
  NOT NULL, normal TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem
  (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(event_id) REFERENCES event (id) DEFERRABLE
  INITIALLY DEFERRED );
CREATE INDEX ix_decision_card_event_id ON decision_card (event_id);
CREATE INDEX ix_decision_card_pm_id ON decision_card (pm_id);
CREATE TABLE mark ( id TEXT NOT NULL, pm_id TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL,
  event_id TEXT, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE
  INITIALLY DEFERRED, FOREIGN KEY(event_id) REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED
  );
CREATE INDEX ix_mark_event_id ON mark (event_id);
CREATE INDEX ix_mark_pm_id ON mark (pm_id);
CREATE TABLE clock_shift ( id TEXT NOT NULL, pm_id TEXT NOT NULL, source TEXT NOT NULL, seconds
  FLOAT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES
  postmortem (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_clock_shift_pm_id ON clock_shift (pm_id);
CREATE TABLE impact_figure ( id TEXT NOT NULL, pm_id TEXT NOT NULL, area TEXT NOT NULL, value
  TEXT NOT NULL, label TEXT NOT NULL, evidence TEXT NOT NULL, audience TEXT NOT NULL, position
  FLOAT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE
  INITIALLY DEFERRED );
CREATE INDEX ix_impact_figure_pm_id ON impact_figure (pm_id);
CREATE TABLE factor ( id TEXT NOT NULL, pm_id TEXT NOT NULL, parent_id TEXT, position FLOAT NOT
  NULL, text TEXT NOT NULL, kind TEXT NOT NULL, category TEXT NOT NULL, branch TEXT NOT NULL,
  confidence TEXT, stop TEXT, stop_note TEXT NOT NULL, decided_by TEXT NOT NULL, reused_from
  TEXT, waived TEXT NOT NULL, folded BOOLEAN NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id)
  REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(parent_id) REFERENCES
  factor (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_factor_parent_id ON factor (parent_id);
CREATE INDEX ix_factor_pm_id ON factor (pm_id);
CREATE TABLE factor_evidence ( id TEXT NOT NULL, pm_id TEXT NOT NULL, factor_id TEXT NOT NULL,
  event_id TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem (id)
  DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(factor_id) REFERENCES factor (id) DEFERRABLE
  INITIALLY DEFERRED, FOREIGN KEY(event_id) REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED
  );
CREATE INDEX ix_factor_evidence_event_id ON factor_evidence (event_id);
CREATE INDEX ix_factor_evidence_factor_id ON factor_evidence (factor_id);
CREATE INDEX ix_factor_evidence_pm_id ON factor_evidence (pm_id);
CREATE TABLE action_item ( id TEXT NOT NULL, pm_id TEXT NOT NULL, number INTEGER NOT NULL, text
  TEXT NOT NULL, owner_id TEXT, due DATE, status TEXT NOT NULL, type TEXT, priority TEXT,
  done_test TEXT NOT NULL, tracker TEXT NOT NULL, reason TEXT NOT NULL, created_at TEXT,
  closed_at TEXT, verified_by TEXT NOT NULL, verified_at TEXT, reviewed_at TEXT, position FLOAT
  NOT NULL, touched_at TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem
  (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(owner_id) REFERENCES person (id) DEFERRABLE
  INITIALLY DEFERRED );
CREATE INDEX ix_action_item_owner_id ON action_item (owner_id);
CREATE INDEX ix_action_item_pm_id_status ON action_item (pm_id, status);
CREATE INDEX ix_action_item_status_due ON action_item (status, due);
CREATE TABLE action_factor ( id TEXT NOT NULL, pm_id TEXT NOT NULL, action_id TEXT NOT NULL,
  factor_id TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem (id)
  DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(action_id) REFERENCES action_item (id) DEFERRABLE
  INITIALLY DEFERRED, FOREIGN KEY(factor_id) REFERENCES factor (id) DEFERRABLE INITIALLY
  DEFERRED );
CREATE INDEX ix_action_factor_action_id ON action_factor (action_id);
CREATE INDEX ix_action_factor_factor_id ON action_factor (factor_id);
CREATE INDEX ix_action_factor_pm_id ON action_factor (pm_id);
CREATE TABLE due_move ( id TEXT NOT NULL, pm_id TEXT NOT NULL, action_id TEXT NOT NULL, "before"
  DATE, "after" DATE, at TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (id), FOREIGN
  KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(action_id)
  REFERENCES action_item (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_due_move_action_id ON due_move (action_id);
CREATE INDEX ix_due_move_pm_id ON due_move (pm_id);
CREATE TABLE lesson ( id TEXT NOT NULL, pm_id TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT
  NULL, area TEXT, event_id TEXT, position FLOAT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id)
  REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(event_id) REFERENCES
  event (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_lesson_event_id ON lesson (event_id);
CREATE INDEX ix_lesson_pm_id ON lesson (pm_id);
CREATE TABLE runbook ( id TEXT NOT NULL, pm_id TEXT NOT NULL, state TEXT NOT NULL, title TEXT
  NOT NULL, link TEXT NOT NULL, factor_id TEXT, position FLOAT NOT NULL, PRIMARY KEY (id),
  FOREIGN KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN
  KEY(factor_id) REFERENCES factor (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_runbook_factor_id ON runbook (factor_id);
CREATE INDEX ix_runbook_pm_id ON runbook (pm_id);
CREATE TABLE related_postmortem ( id TEXT NOT NULL, pm_id TEXT NOT NULL, other_id TEXT NOT NULL,
  reason TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem (id)
  DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_related_postmortem_pm_id ON related_postmortem (pm_id);
CREATE TABLE hint_waiver ( id TEXT NOT NULL, pm_id TEXT NOT NULL, rule TEXT NOT NULL, sentence
  TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES
  postmortem (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_hint_waiver_pm_id ON hint_waiver (pm_id);
CREATE TABLE meeting ( id TEXT NOT NULL, pm_id TEXT NOT NULL, number INTEGER NOT NULL, preset
  TEXT NOT NULL, ground_rules TEXT NOT NULL, started_at TEXT, ended_at TEXT, state TEXT NOT
  NULL, minutes TEXT NOT NULL, notes TEXT NOT NULL, learned_count INTEGER, return_count INTEGER,
  PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED
  );
CREATE INDEX ix_meeting_pm_id ON meeting (pm_id);
CREATE TABLE agenda_block ( id TEXT NOT NULL, pm_id TEXT NOT NULL, meeting_id TEXT NOT NULL,
  step TEXT NOT NULL, title TEXT NOT NULL, planned_s INTEGER NOT NULL, used_s FLOAT NOT NULL,
  prompt TEXT NOT NULL, position FLOAT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES
  postmortem (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(meeting_id) REFERENCES meeting (id)
  DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_agenda_block_meeting_id ON agenda_block (meeting_id);
CREATE INDEX ix_agenda_block_pm_id ON agenda_block (pm_id);
CREATE TABLE attendance ( id TEXT NOT NULL, pm_id TEXT NOT NULL, meeting_id TEXT NOT NULL,
  person_id TEXT NOT NULL, arrived_at TEXT, heard BOOLEAN NOT NULL, PRIMARY KEY (id), FOREIGN
  KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(meeting_id)
  REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(person_id) REFERENCES
  person (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_attendance_meeting_id ON attendance (meeting_id);
CREATE INDEX ix_attendance_person_id ON attendance (person_id);
CREATE INDEX ix_attendance_pm_id ON attendance (pm_id);
CREATE TABLE parked_idea ( id TEXT NOT NULL, pm_id TEXT NOT NULL, text TEXT NOT NULL, state TEXT
  NOT NULL, reason TEXT NOT NULL, action_id TEXT, event_id TEXT, soak_until TEXT, created_at
  TEXT, position FLOAT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem (id)
  DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(action_id) REFERENCES action_item (id) DEFERRABLE
  INITIALLY DEFERRED, FOREIGN KEY(event_id) REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED
  );
CREATE INDEX ix_parked_idea_action_id ON parked_idea (action_id);
CREATE INDEX ix_parked_idea_event_id ON parked_idea (event_id);
CREATE INDEX ix_parked_idea_pm_id ON parked_idea (pm_id);
CREATE TABLE question ( id TEXT NOT NULL, pm_id TEXT NOT NULL, text TEXT NOT NULL, state TEXT
  NOT NULL, answer TEXT NOT NULL, event_id TEXT, asked_by TEXT NOT NULL, position FLOAT NOT
  NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE INITIALLY
  DEFERRED, FOREIGN KEY(event_id) REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_question_event_id ON question (event_id);
CREATE INDEX ix_question_pm_id ON question (pm_id);
CREATE TABLE meeting_decision ( id TEXT NOT NULL, pm_id TEXT NOT NULL, meeting_id TEXT, text
  TEXT NOT NULL, decided_by TEXT NOT NULL, at TEXT, PRIMARY KEY (id), FOREIGN KEY(pm_id)
  REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(meeting_id) REFERENCES
  meeting (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_meeting_decision_meeting_id ON meeting_decision (meeting_id);
CREATE INDEX ix_meeting_decision_pm_id ON meeting_decision (pm_id);
CREATE TABLE timeline_gate ( id TEXT NOT NULL, pm_id TEXT NOT NULL, meeting_id TEXT, agreed_at
  TEXT NOT NULL, present TEXT NOT NULL, disputed TEXT NOT NULL, digest TEXT NOT NULL, body TEXT
  NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE INITIALLY
  DEFERRED, FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_timeline_gate_meeting_id ON timeline_gate (meeting_id);
CREATE INDEX ix_timeline_gate_pm_id ON timeline_gate (pm_id);
CREATE TABLE revision ( id TEXT NOT NULL, pm_id TEXT NOT NULL, name TEXT NOT NULL, state TEXT
  NOT NULL, created_at TEXT, signed_at TEXT, digest TEXT NOT NULL, body TEXT NOT NULL,
  replaces_id TEXT, note TEXT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id) REFERENCES
  postmortem (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(replaces_id) REFERENCES revision
  (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_revision_pm_id ON revision (pm_id);
CREATE INDEX ix_revision_replaces_id ON revision (replaces_id);
CREATE TABLE approval ( id TEXT NOT NULL, pm_id TEXT NOT NULL, role TEXT NOT NULL, person_id
  TEXT, revision_id TEXT, decision TEXT NOT NULL, asked_at TEXT, decided_at TEXT, comment TEXT
  NOT NULL, digest TEXT NOT NULL, position FLOAT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(pm_id)
  REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(person_id) REFERENCES
  person (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(revision_id) REFERENCES revision (id)
  DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_approval_person_id ON approval (person_id);
CREATE INDEX ix_approval_pm_id ON approval (pm_id);
CREATE INDEX ix_approval_revision_id ON approval (revision_id);
CREATE TABLE phase_move ( id TEXT NOT NULL, pm_id TEXT NOT NULL, "before" TEXT NOT NULL, "after"
  TEXT NOT NULL, at TEXT NOT NULL, "by" TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (id),
  FOREIGN KEY(pm_id) REFERENCES postmortem (id) DEFERRABLE INITIALLY DEFERRED );
CREATE INDEX ix_phase_move_pm_id ON phase_move (pm_id);
CREATE TABLE meta ( name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name) );
CREATE TABLE journal ( seq INTEGER NOT NULL, pm_id TEXT NOT NULL, at TEXT NOT NULL, label TEXT
  NOT NULL, payload_digest TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (seq) );
CREATE INDEX ix_journal_pm_id_seq ON journal (pm_id, seq);
CREATE TABLE journal_payload ( seq INTEGER NOT NULL, salt TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (seq), FOREIGN KEY(seq) REFERENCES journal (seq) );
CREATE TABLE stored_file ( sha256 TEXT NOT NULL, size INTEGER NOT NULL, data BLOB, PRIMARY KEY
  (sha256) );
"""

# A signed revision lapses when work goes on after it, and may be signed again by taking that back;
# nothing else of it changes. It leaves only after its whole postmortem has left. The guards look
# at OLD and NEW, and need recursive_triggers so that REPLACE meets them too.
GUARDS = """
CREATE TRIGGER guard_revision_update BEFORE UPDATE ON revision
WHEN OLD.state IN ('signed', 'lapsed') AND NOT (
  NEW.state IN ('signed', 'lapsed') AND NEW.id IS OLD.id AND NEW.pm_id IS OLD.pm_id
  AND NEW.name IS OLD.name AND NEW.created_at IS OLD.created_at
  AND NEW.signed_at IS OLD.signed_at AND NEW.digest IS OLD.digest AND NEW.body IS OLD.body
  AND NEW.replaces_id IS OLD.replaces_id AND NEW.note IS OLD.note)
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER guard_revision_delete BEFORE DELETE ON revision
WHEN OLD.state IN ('signed', 'lapsed')
  AND EXISTS (SELECT 1 FROM postmortem WHERE id = OLD.pm_id)
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER guard_revision_insert BEFORE INSERT ON revision
WHEN EXISTS (SELECT 1 FROM revision WHERE id = NEW.id AND state IN ('signed', 'lapsed'))
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER guard_approval_update BEFORE UPDATE ON approval
WHEN EXISTS (SELECT 1 FROM revision
  WHERE id IN (OLD.revision_id, NEW.revision_id) AND state IN ('signed', 'lapsed'))
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER guard_approval_delete BEFORE DELETE ON approval
WHEN EXISTS (SELECT 1 FROM revision JOIN postmortem ON postmortem.id = revision.pm_id
  WHERE revision.id = OLD.revision_id AND revision.state IN ('signed', 'lapsed'))
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER guard_approval_insert BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM revision
  WHERE id = NEW.revision_id AND state IN ('signed', 'lapsed'))
BEGIN SELECT RAISE(ABORT, 'signed'); END;
CREATE TRIGGER guard_journal_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'journal'); END;
CREATE TRIGGER guard_journal_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'journal'); END;
"""
