import type { Migration } from 'kysely'
import { migration } from '../migrate.js'

/** Append-only: a migration that has landed is never edited. Times are milliseconds since the epoch. */
export const migrations: Record<string, Migration> = {
  '0001_initial': migration(`
    CREATE TABLE installation (
      only INTEGER PRIMARY KEY CHECK (only = 1), -- one row
      installation_id TEXT NOT NULL              -- UUID; the namespace of the ids that Gong de-duplicates by
    );

    CREATE TABLE events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,     -- order of arrival in the store
      site_id TEXT NOT NULL,
      event_id TEXT NOT NULL,                    -- UUID from the page
      anonymous_id TEXT NOT NULL,                -- the visitor
      session_id TEXT NOT NULL,
      type TEXT NOT NULL,
      occurred_at_ms INTEGER NOT NULL,           -- the true time
      received_at_ms INTEGER NOT NULL,
      user_agent TEXT,
      body TEXT NOT NULL,                        -- the event as it passed the wire schema, JSON
      stage TEXT NOT NULL DEFAULT 'received',    -- received, stitched, folded
      interaction_id INTEGER,                    -- once folded: the interaction that tells it
      unfolded_reason TEXT,                      -- or why none does, an error code
      UNIQUE (site_id, event_id)
    );
    CREATE INDEX events_received ON events (seq) WHERE stage = 'received';
    CREATE INDEX events_stitched ON events (seq) WHERE stage = 'stitched';
    CREATE INDEX events_of_interaction ON events (interaction_id) WHERE interaction_id IS NOT NULL;

    CREATE TABLE failed_events (
      beacon_id TEXT NOT NULL,                   -- UUID given at acceptance
      beacon_index INTEGER NOT NULL,             -- place in the beacon
      site_id TEXT NOT NULL,
      received_at_ms INTEGER NOT NULL,
      reason TEXT NOT NULL,                      -- an error code
      detail TEXT NOT NULL,                      -- what was wrong, for people
      body TEXT NOT NULL,                        -- the event as it came, JSON
      PRIMARY KEY (beacon_id, beacon_index)
    );

    CREATE TABLE identity_facts (
      site_id TEXT NOT NULL,
      anonymous_id TEXT NOT NULL,
      session_id TEXT NOT NULL,
      fact TEXT NOT NULL,                        -- an IdentityFact, JSON
      first_ms INTEGER NOT NULL,                 -- when the session first said so
      last_ms INTEGER NOT NULL,                  -- and when last
      PRIMARY KEY (site_id, anonymous_id, session_id, fact)
    );

    CREATE TABLE aliases (
      alias_id INTEGER PRIMARY KEY AUTOINCREMENT,
      site_id TEXT NOT NULL,
      anonymous_id TEXT NOT NULL,
      since_ms INTEGER NOT NULL,                 -- inclusive
      until_ms INTEGER,                          -- exclusive; NULL while it holds
      who_key TEXT NOT NULL,                     -- one person's lane
      who TEXT NOT NULL,                         -- a Who, JSON
      assurance TEXT NOT NULL                    -- verified, corroborated, claimed
    );
    CREATE INDEX aliases_of_visitor ON aliases (site_id, anonymous_id);

    CREATE TABLE interactions (
      interaction_id INTEGER PRIMARY KEY AUTOINCREMENT,
      site_id TEXT NOT NULL,
      anonymous_id TEXT NOT NULL,
      session_id TEXT NOT NULL,
      kind TEXT NOT NULL,                        -- what a seller calls it: page viewed, video watched, …
      content_key TEXT NOT NULL,                 -- what it was about
      part INTEGER NOT NULL,                     -- 1, then 2 when a sealed one has more to tell
      state TEXT NOT NULL,                       -- open, sealed, held, pending, delivered, dead, shed
      opened_at_ms INTEGER NOT NULL,
      seal_due_at_ms INTEGER NOT NULL,
      first_occurred_at_ms INTEGER NOT NULL,
      event_count INTEGER NOT NULL DEFAULT 1,    -- events that tell it
      milestone_percent INTEGER,                 -- the highest that its sealed content tells
      content TEXT,                              -- once sealed: a SealedContent, JSON, never changed
      gong_event_id TEXT UNIQUE,                 -- once sealed: the id that Gong de-duplicates by
      who TEXT,                                  -- once pending: a Who, JSON, never changed
      assurance TEXT,
      lane_key TEXT,                             -- once pending
      pending_since_ms INTEGER,                  -- once pending
      request TEXT,                              -- from the first attempt on: the call to Gong, JSON, never changed
      attempts INTEGER NOT NULL DEFAULT 0,
      failing_since_ms INTEGER,                  -- when Gong first could not take it; a halt starts anew
      reason TEXT,                               -- of held, dead and shed: an error code
      detail TEXT NOT NULL DEFAULT '[]',         -- Gong's words, a JSON array
      request_id TEXT,                           -- Gong's, once delivered
      ended_at_ms INTEGER,                       -- when delivered, dead or shed
      UNIQUE (site_id, anonymous_id, session_id, kind, content_key, part)
    );
    CREATE INDEX interactions_open ON interactions (seal_due_at_ms) WHERE state = 'open';
    CREATE INDEX interactions_sealed ON interactions (interaction_id) WHERE state = 'sealed';
    CREATE INDEX interactions_held_by_visitor ON interactions (site_id, anonymous_id) WHERE state = 'held';
    CREATE INDEX interactions_held_by_time ON interactions (first_occurred_at_ms) WHERE state = 'held';
    CREATE INDEX interactions_of_lane ON interactions (lane_key, first_occurred_at_ms, interaction_id)
      WHERE state = 'pending';

    CREATE TABLE lanes (
      lane_key TEXT PRIMARY KEY,                 -- one person
      due_at_ms INTEGER,                         -- when its head may be tried; NULL when it is empty
      leased_until_ms INTEGER NOT NULL,          -- nobody else claims it before
      fence INTEGER NOT NULL                     -- grows with each claim
    );
    CREATE INDEX lanes_due ON lanes (due_at_ms) WHERE due_at_ms IS NOT NULL;

    CREATE TABLE permits (
      permit_id INTEGER PRIMARY KEY AUTOINCREMENT,
      taken_at_ms INTEGER NOT NULL,
      finished_at_ms INTEGER                     -- when the call's answer was there; NULL while under way
    );
    CREATE INDEX permits_taken ON permits (taken_at_ms);
    CREATE INDEX permits_finished ON permits (finished_at_ms);

    CREATE TABLE destination (
      only INTEGER PRIMARY KEY CHECK (only = 1), -- one row: Gong
      blocked_until_ms INTEGER NOT NULL,         -- no permit before: by Retry-After, or to let Gong recover
      failures INTEGER NOT NULL,                 -- without a good answer between them; one call at a time until then
      failed_interaction_id INTEGER              -- the last that failed
    );
    INSERT INTO destination VALUES (1, 0, 0, NULL);

    CREATE TABLE attempts (
      attempt_id INTEGER PRIMARY KEY AUTOINCREMENT,
      interaction_id INTEGER NOT NULL REFERENCES interactions,
      started_at_ms INTEGER NOT NULL,
      duration_ms INTEGER NOT NULL,
      outcome TEXT NOT NULL,                     -- delivered, retry, dead, halt
      status INTEGER,                            -- of HTTP; NULL without an answer
      reason TEXT,                               -- an error code
      request_id TEXT,
      errors TEXT NOT NULL                       -- Gong's words, a JSON array
    );
    CREATE INDEX attempts_of_interaction ON attempts (interaction_id);
  `),

  '0002_erasure_and_retention': migration(`
    CREATE TABLE new_failed_events (
      beacon_id TEXT NOT NULL,                   -- UUID given at acceptance
      beacon_index INTEGER NOT NULL,             -- place in the beacon
      site_id TEXT NOT NULL,
      anonymous_id TEXT,                         -- the visitor; NULL where it is not known
      received_at_ms INTEGER NOT NULL,
      reason TEXT NOT NULL,                      -- an error code
      detail TEXT NOT NULL,                      -- what was wrong, for people
      body TEXT NOT NULL,                        -- the event as it came, JSON
      PRIMARY KEY (beacon_id, beacon_index)
    );
    INSERT INTO new_failed_events
      SELECT beacon_id, beacon_index, site_id, NULL, received_at_ms, reason, detail, body FROM failed_events;
    DROP TABLE failed_events;
    ALTER TABLE new_failed_events RENAME TO failed_events;
    CREATE INDEX failed_events_of_visitor ON failed_events (site_id, anonymous_id);
    CREATE INDEX failed_events_by_time ON failed_events (received_at_ms);

    CREATE TABLE drops (
      drop_id TEXT PRIMARY KEY,                  -- the beacon's UUID, or one of its own
      site_id TEXT NOT NULL,
      dropped_at_ms INTEGER NOT NULL,
      reason TEXT NOT NULL,                      -- an error code
      event_count INTEGER NOT NULL               -- events of which this number is all that is kept
    );
    CREATE INDEX drops_by_time ON drops (dropped_at_ms);

    CREATE TABLE tombstones (
      key_hash TEXT PRIMARY KEY,                 -- HMAC of an erased visitor or person, hexadecimal
      erased_at_ms INTEGER NOT NULL              -- what happened until then is not taken back in
    );

    CREATE TABLE new_identity_facts (
      site_id TEXT NOT NULL,
      anonymous_id TEXT NOT NULL,
      session_id TEXT NOT NULL,
      fact TEXT NOT NULL,                        -- an IdentityFact, JSON
      who_key TEXT,                              -- the person it names; NULL of a reset
      first_ms INTEGER NOT NULL,                 -- when the session first said so
      last_ms INTEGER NOT NULL,                  -- and when last
      PRIMARY KEY (site_id, anonymous_id, session_id, fact)
    );
    INSERT INTO new_identity_facts
      SELECT site_id, anonymous_id, session_id, fact, json_extract(fact, '$.whoKey'), first_ms, last_ms
      FROM identity_facts;
    DROP TABLE identity_facts;
    ALTER TABLE new_identity_facts RENAME TO identity_facts;
    CREATE INDEX identity_facts_of_person ON identity_facts (who_key) WHERE who_key IS NOT NULL;
    CREATE INDEX identity_facts_by_time ON identity_facts (last_ms);

    CREATE INDEX events_untold ON events (site_id, anonymous_id) WHERE unfolded_reason IS NOT NULL;
    CREATE INDEX interactions_ended ON interactions (ended_at_ms) WHERE ended_at_ms IS NOT NULL;
  `),

  '0003_identity': migration(`
    ALTER TABLE events ADD COLUMN context TEXT;
    ALTER TABLE interactions ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';
    CREATE INDEX interactions_unproven ON interactions (pending_since_ms, assurance)
      WHERE assurance <> 'verified';
    CREATE INDEX interactions_unproven_of_lane ON interactions (lane_key, pending_since_ms)
      WHERE assurance <> 'verified';
    CREATE INDEX interactions_awaiting_share ON interactions (priority, first_occurred_at_ms)
      WHERE state = 'held' AND reason = 'self_reported_share';
    CREATE INDEX interactions_open_by_visitor ON interactions (site_id, anonymous_id, seal_due_at_ms)
      WHERE state = 'open';
    CREATE INDEX interactions_ever_of_lane ON interactions (lane_key) WHERE lane_key IS NOT NULL;
    DROP INDEX identity_facts_of_person;
    CREATE INDEX identity_facts_of_person ON identity_facts (who_key, site_id, anonymous_id)
      WHERE who_key IS NOT NULL;

    CREATE TABLE known_people (
      site_id TEXT NOT NULL,
      who_key TEXT NOT NULL,
      person TEXT NOT NULL,
      person_key TEXT NOT NULL,
      told_at_ms INTEGER NOT NULL,
      stage TEXT NOT NULL DEFAULT 'told',
      heard_to TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (site_id, who_key)
    );
    CREATE INDEX known_people_by_stage ON known_people (stage, told_at_ms);
    CREATE INDEX known_people_of_person ON known_people (person_key);

    CREATE TABLE links (
      token_hash TEXT PRIMARY KEY,
      site_id TEXT NOT NULL,
      url TEXT NOT NULL,
      person TEXT NOT NULL,
      person_key TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL,
      revoked_at_ms INTEGER
    );
    CREATE INDEX links_of_person ON links (person_key);
    CREATE INDEX links_by_end ON links (expires_at_ms);

    CREATE TABLE link_visitors (
      token_hash TEXT NOT NULL REFERENCES links ON DELETE CASCADE,
      site_id TEXT NOT NULL,
      anonymous_id TEXT NOT NULL,
      first_ms INTEGER NOT NULL,
      PRIMARY KEY (token_hash, anonymous_id)
    );
    CREATE INDEX link_visitors_of_visitor ON link_visitors (site_id, anonymous_id);
  `),
  '0004_delivery': migration(`
    ALTER TABLE lanes ADD COLUMN urgency INTEGER NOT NULL DEFAULT 1;
    UPDATE lanes SET urgency = coalesce(
      (SELECT min(CASE priority WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END)
        FROM interactions WHERE interactions.lane_key = lanes.lane_key AND state = 'pending'), 1);
    DROP INDEX lanes_due;
    CREATE INDEX lanes_due ON lanes (urgency, due_at_ms) WHERE due_at_ms IS NOT NULL;

    ALTER TABLE interactions ADD COLUMN call TEXT NOT NULL DEFAULT 'digital-interaction';
    ALTER TABLE interactions ADD COLUMN retry_at_ms INTEGER;
    ALTER TABLE interactions ADD COLUMN digest_id INTEGER;
    DROP INDEX interactions_of_lane;
    CREATE INDEX interactions_of_lane
      ON interactions (lane_key, priority, first_occurred_at_ms, interaction_id)
      WHERE state = 'pending';
    CREATE INDEX interactions_retried ON interactions (lane_key, retry_at_ms)
      WHERE state = 'pending' AND retry_at_ms IS NOT NULL;
    CREATE INDEX interactions_waiting ON interactions (priority, pending_since_ms)
      WHERE state = 'pending';
    CREATE INDEX interactions_dead ON interactions (reason, interaction_id) WHERE state = 'dead';
    CREATE INDEX interactions_of_digest ON interactions (digest_id) WHERE digest_id IS NOT NULL;

    ALTER TABLE permits ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';
    DROP INDEX permits_taken;
    CREATE INDEX permits_taken ON permits (taken_at_ms, priority);

    ALTER TABLE destination DROP COLUMN failed_interaction_id;
    ALTER TABLE destination ADD COLUMN rate_share REAL NOT NULL DEFAULT 1;
    ALTER TABLE destination ADD COLUMN rate_changed_at_ms INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE halts (
      credential TEXT PRIMARY KEY,
      reason TEXT NOT NULL,
      halted_at_ms INTEGER NOT NULL
    );

    CREATE TABLE oauth_tokens (
      credential TEXT PRIMARY KEY,
      refresh_token TEXT NOT NULL,
      access_token TEXT,
      api_base_url TEXT,
      expires_at_ms INTEGER,
      refreshing_by TEXT,
      refreshing_until_ms INTEGER NOT NULL DEFAULT 0,
      stored_at_ms INTEGER NOT NULL
    );

    CREATE TABLE shares (
      share_id TEXT PRIMARY KEY,
      site_id TEXT NOT NULL,
      content_id TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL
    );
    CREATE INDEX shares_by_time ON shares (made_at_ms);
    ALTER TABLE links ADD COLUMN share_id TEXT;
    CREATE INDEX links_of_share ON links (share_id) WHERE share_id IS NOT NULL;
  `),
  '0005_told': migration(`
    CREATE TABLE new_known_people (
      site_id TEXT NOT NULL,
      who_key TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      person TEXT NOT NULL,
      person_key TEXT NOT NULL,
      told_at_ms INTEGER NOT NULL,
      stage TEXT NOT NULL DEFAULT 'told',
      heard_to TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (site_id, who_key, at_ms)
    );
    INSERT INTO new_known_people
      SELECT site_id, who_key, CASE WHEN who_key LIKE 'visitor:%' THEN told_at_ms ELSE 0 END,
        person, person_key, told_at_ms, stage, heard_to
      FROM known_people;
    DROP TABLE known_people;
    ALTER TABLE new_known_people RENAME TO known_people;
    CREATE INDEX known_people_by_stage ON known_people (stage, told_at_ms);
    CREATE INDEX known_people_of_person ON known_people (person_key);

    INSERT INTO identity_facts (site_id, anonymous_id, session_id, fact, who_key, first_ms, last_ms)
      SELECT site_id, anonymous_id, 'told ' || last_ms, fact, who_key, last_ms, last_ms
      FROM identity_facts WHERE session_id = 'told' AND last_ms > first_ms;
    UPDATE identity_facts SET session_id = 'told ' || first_ms, last_ms = first_ms
      WHERE session_id = 'told';
  `),
  '0006_asked': migration(`
    ALTER TABLE interactions ADD COLUMN asked_at_ms INTEGER;
    ALTER TABLE interactions ADD COLUMN tells TEXT;
    CREATE INDEX interactions_asked ON interactions (asked_at_ms, interaction_id)
      WHERE state = 'held' AND asked_at_ms IS NOT NULL;
    DROP INDEX interactions_held_by_visitor;
    CREATE INDEX interactions_held_by_visitor ON interactions (site_id, anonymous_id, asked_at_ms)
      WHERE state = 'held';
    CREATE INDEX interactions_held_unproven ON interactions (site_id, interaction_id)
      WHERE state = 'held' AND reason = 'identity_unproven';
    CREATE INDEX interactions_capped ON interactions (lane_key, priority, first_occurred_at_ms)
      WHERE state = 'held' AND reason = 'person_cap';
    CREATE INDEX interactions_awaiting_tracked_share ON interactions (priority, first_occurred_at_ms)
      WHERE state = 'held' AND reason = 'tracked_share';
    DROP INDEX interactions_unproven;
    CREATE INDEX interactions_unproven ON interactions (pending_since_ms, assurance, lane_key)
      WHERE assurance <> 'verified';
  `),
  '0007_console': migration(`
    CREATE TABLE audit (
      audit_id INTEGER PRIMARY KEY AUTOINCREMENT,
      at_ms INTEGER NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      target TEXT NOT NULL,
      detail TEXT NOT NULL
    );
    CREATE INDEX audit_by_time ON audit (at_ms);

    CREATE TABLE samples (
      at_ms INTEGER PRIMARY KEY,
      last_seq INTEGER NOT NULL,
      accepted INTEGER NOT NULL,
      delivered INTEGER NOT NULL,
      shed INTEGER NOT NULL,
      dead INTEGER NOT NULL,
      folded INTEGER NOT NULL,
      held INTEGER NOT NULL,
      waiting INTEGER NOT NULL
    );

    CREATE INDEX interactions_told ON interactions (interaction_id)
      WHERE pending_since_ms IS NOT NULL;
    CREATE INDEX interactions_shed ON interactions (ended_at_ms, reason) WHERE state = 'shed';
  `),
}
