import type { Migration } from 'kysely'
import { migration } from '../migrate.js'
import { commentColumns } from './comment-columns.js'

/**
 * Append-only: a migration that has landed is never edited. Times are milliseconds since the epoch; what each column
 * means stands in ../column-comments.ts and is written into the database.
 */
export const migrations: Record<string, Migration> = {
  '0001_initial': migration(
    `
    CREATE TABLE installation (
      "only" BIGINT PRIMARY KEY CHECK ("only" = 1),
      installation_id TEXT NOT NULL
    );

    CREATE TABLE events (
      seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      site_id TEXT NOT NULL,
      event_id TEXT NOT NULL,
      anonymous_id TEXT NOT NULL,
      session_id TEXT NOT NULL,
      type TEXT NOT NULL,
      occurred_at_ms BIGINT NOT NULL,
      received_at_ms BIGINT NOT NULL,
      user_agent TEXT,
      body TEXT NOT NULL,
      stage TEXT NOT NULL DEFAULT 'received',
      interaction_id BIGINT,
      unfolded_reason TEXT,
      UNIQUE (site_id, event_id)
    );
    CREATE INDEX events_received ON events (seq) WHERE stage = 'received';
    CREATE INDEX events_stitched ON events (seq) WHERE stage = 'stitched';
    CREATE INDEX events_of_interaction ON events (interaction_id) WHERE interaction_id IS NOT NULL;
    CREATE INDEX events_untold ON events (site_id, anonymous_id) WHERE unfolded_reason IS NOT NULL;

    CREATE TABLE failed_events (
      beacon_id TEXT NOT NULL,
      beacon_index BIGINT NOT NULL,
      site_id TEXT NOT NULL,
      anonymous_id TEXT,
      received_at_ms BIGINT NOT NULL,
      reason TEXT NOT NULL,
      detail TEXT NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (beacon_id, beacon_index)
    );
    CREATE INDEX failed_events_of_visitor ON failed_events (site_id, anonymous_id);
    CREATE INDEX failed_events_by_time ON failed_events (received_at_ms);

    CREATE TABLE drops (
      drop_id TEXT PRIMARY KEY,
      site_id TEXT NOT NULL,
      dropped_at_ms BIGINT NOT NULL,
      reason TEXT NOT NULL,
      event_count BIGINT NOT NULL
    );
    CREATE INDEX drops_by_time ON drops (dropped_at_ms);

    CREATE TABLE tombstones (
      key_hash TEXT PRIMARY KEY,
      erased_at_ms BIGINT NOT NULL
    );

    CREATE TABLE identity_facts (
      site_id TEXT NOT NULL,
      anonymous_id TEXT NOT NULL,
      session_id TEXT NOT NULL,
      fact TEXT NOT NULL,
      who_key TEXT,
      first_ms BIGINT NOT NULL,
      last_ms BIGINT NOT NULL
    );
    -- By a hash, since an entry of an index has at most 2.7 kB.
    CREATE UNIQUE INDEX identity_facts_of_session ON identity_facts
      (site_id, anonymous_id, session_id, md5(fact));
    CREATE INDEX identity_facts_of_person ON identity_facts (who_key) WHERE who_key IS NOT NULL;
    CREATE INDEX identity_facts_by_time ON identity_facts (last_ms);

    CREATE TABLE aliases (
      alias_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      site_id TEXT NOT NULL,
      anonymous_id TEXT NOT NULL,
      since_ms BIGINT NOT NULL,
      until_ms BIGINT,
      who_key TEXT NOT NULL,
      who TEXT NOT NULL,
      assurance TEXT NOT NULL
    );
    CREATE INDEX aliases_of_visitor ON aliases (site_id, anonymous_id);

    CREATE TABLE interactions (
      interaction_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      site_id TEXT NOT NULL,
      anonymous_id TEXT NOT NULL,
      session_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      content_key TEXT NOT NULL,
      part BIGINT NOT NULL,
      state TEXT NOT NULL,
      opened_at_ms BIGINT NOT NULL,
      seal_due_at_ms BIGINT NOT NULL,
      first_occurred_at_ms BIGINT NOT NULL,
      event_count BIGINT NOT NULL DEFAULT 1,
      milestone_percent BIGINT,
      content TEXT,
      gong_event_id TEXT UNIQUE,
      who TEXT,
      assurance TEXT,
      lane_key TEXT,
      pending_since_ms BIGINT,
      request TEXT,
      attempts BIGINT NOT NULL DEFAULT 0,
      failing_since_ms BIGINT,
      reason TEXT,
      detail TEXT NOT NULL DEFAULT '[]',
      request_id TEXT,
      ended_at_ms BIGINT,
      UNIQUE (site_id, anonymous_id, session_id, kind, content_key, part)
    );
    CREATE INDEX interactions_open ON interactions (seal_due_at_ms) WHERE state = 'open';
    CREATE INDEX interactions_sealed ON interactions (interaction_id) WHERE state = 'sealed';
    CREATE INDEX interactions_held_by_visitor ON interactions (site_id, anonymous_id) WHERE state = 'held';
    CREATE INDEX interactions_held_by_time ON interactions (first_occurred_at_ms) WHERE state = 'held';
    CREATE INDEX interactions_of_lane ON interactions (lane_key, first_occurred_at_ms, interaction_id)
      WHERE state = 'pending';
    CREATE INDEX interactions_ended ON interactions (ended_at_ms) WHERE ended_at_ms IS NOT NULL;

    CREATE TABLE lanes (
      lane_key TEXT PRIMARY KEY,
      due_at_ms BIGINT,
      leased_until_ms BIGINT NOT NULL,
      fence BIGINT NOT NULL
    );
    CREATE INDEX lanes_due ON lanes (due_at_ms) WHERE due_at_ms IS NOT NULL;

    CREATE TABLE permits (
      permit_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      taken_at_ms BIGINT NOT NULL,
      finished_at_ms BIGINT
    );
    CREATE INDEX permits_taken ON permits (taken_at_ms);
    CREATE INDEX permits_finished ON permits (finished_at_ms);

    CREATE TABLE destination (
      "only" BIGINT PRIMARY KEY CHECK ("only" = 1),
      blocked_until_ms BIGINT NOT NULL,
      failures BIGINT NOT NULL,
      failed_interaction_id BIGINT
    );
    INSERT INTO destination VALUES (1, 0, 0, NULL);

    CREATE TABLE attempts (
      attempt_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      interaction_id BIGINT NOT NULL REFERENCES interactions,
      started_at_ms BIGINT NOT NULL,
      duration_ms BIGINT NOT NULL,
      outcome TEXT NOT NULL,
      status BIGINT,
      reason TEXT,
      request_id TEXT,
      errors TEXT NOT NULL
    );
    CREATE INDEX attempts_of_interaction ON attempts (interaction_id);
  `,
    commentColumns,
  ),

  '0002_identity': migration(
    `
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
      told_at_ms BIGINT NOT NULL,
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
      made_at_ms BIGINT NOT NULL,
      expires_at_ms BIGINT NOT NULL,
      revoked_at_ms BIGINT
    );
    CREATE INDEX links_of_person ON links (person_key);
    CREATE INDEX links_by_end ON links (expires_at_ms);

    CREATE TABLE link_visitors (
      token_hash TEXT NOT NULL REFERENCES links ON DELETE CASCADE,
      site_id TEXT NOT NULL,
      anonymous_id TEXT NOT NULL,
      first_ms BIGINT NOT NULL,
      PRIMARY KEY (token_hash, anonymous_id)
    );
    CREATE INDEX link_visitors_of_visitor ON link_visitors (site_id, anonymous_id);
  `,
    commentColumns,
  ),
  '0003_delivery': migration(
    `
    ALTER TABLE lanes ADD COLUMN urgency BIGINT NOT NULL DEFAULT 1;
    UPDATE lanes SET urgency = coalesce(
      (SELECT min(CASE priority WHEN 'high' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END)
        FROM interactions WHERE interactions.lane_key = lanes.lane_key AND state = 'pending'), 1);
    DROP INDEX lanes_due;
    CREATE INDEX lanes_due ON lanes (urgency, due_at_ms) WHERE due_at_ms IS NOT NULL;

    ALTER TABLE interactions ADD COLUMN call TEXT NOT NULL DEFAULT 'digital-interaction';
    ALTER TABLE interactions ADD COLUMN retry_at_ms BIGINT;
    ALTER TABLE interactions ADD COLUMN digest_id BIGINT;
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
    ALTER TABLE destination ADD COLUMN rate_share DOUBLE PRECISION NOT NULL DEFAULT 1;
    ALTER TABLE destination ADD COLUMN rate_changed_at_ms BIGINT NOT NULL DEFAULT 0;

    CREATE TABLE halts (
      credential TEXT PRIMARY KEY,
      reason TEXT NOT NULL,
      halted_at_ms BIGINT NOT NULL
    );

    CREATE TABLE oauth_tokens (
      credential TEXT PRIMARY KEY,
      refresh_token TEXT NOT NULL,
      access_token TEXT,
      api_base_url TEXT,
      expires_at_ms BIGINT,
      refreshing_by TEXT,
      refreshing_until_ms BIGINT NOT NULL DEFAULT 0,
      stored_at_ms BIGINT NOT NULL
    );

    CREATE TABLE shares (
      share_id TEXT PRIMARY KEY,
      site_id TEXT NOT NULL,
      content_id TEXT NOT NULL,
      made_at_ms BIGINT NOT NULL
    );
    CREATE INDEX shares_by_time ON shares (made_at_ms);
    ALTER TABLE links ADD COLUMN share_id TEXT;
    CREATE INDEX links_of_share ON links (share_id) WHERE share_id IS NOT NULL;
  `,
    commentColumns,
  ),
  '0004_told': migration(
    `
    ALTER TABLE known_people ADD COLUMN at_ms BIGINT NOT NULL DEFAULT 0;
    ALTER TABLE known_people ALTER COLUMN at_ms DROP DEFAULT;
    UPDATE known_people SET at_ms = told_at_ms WHERE who_key LIKE 'visitor:%';
    ALTER TABLE known_people DROP CONSTRAINT known_people_pkey;
    ALTER TABLE known_people ADD PRIMARY KEY (site_id, who_key, at_ms);

    INSERT INTO identity_facts (site_id, anonymous_id, session_id, fact, who_key, first_ms, last_ms)
      SELECT site_id, anonymous_id, 'told ' || last_ms, fact, who_key, last_ms, last_ms
      FROM identity_facts WHERE session_id = 'told' AND last_ms > first_ms;
    UPDATE identity_facts SET session_id = 'told ' || first_ms, last_ms = first_ms
      WHERE session_id = 'told';
  `,
    commentColumns,
  ),
  '0005_asked': migration(
    `
    ALTER TABLE interactions ADD COLUMN asked_at_ms BIGINT;
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
  `,
    commentColumns,
  ),
  '0006_console': migration(
    `
    CREATE TABLE audit (
      audit_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at_ms BIGINT NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      target TEXT NOT NULL,
      detail TEXT NOT NULL
    );
    CREATE INDEX audit_by_time ON audit (at_ms);

    CREATE TABLE samples (
      at_ms BIGINT PRIMARY KEY,
      last_seq BIGINT NOT NULL,
      accepted BIGINT NOT NULL,
      delivered BIGINT NOT NULL,
      shed BIGINT NOT NULL,
      dead BIGINT NOT NULL,
      folded BIGINT NOT NULL,
      held BIGINT NOT NULL,
      waiting BIGINT NOT NULL
    );

    CREATE INDEX interactions_told ON interactions (interaction_id)
      WHERE pending_since_ms IS NOT NULL;
    CREATE INDEX interactions_shed ON interactions (ended_at_ms, reason) WHERE state = 'shed';
  `,
    commentColumns,
  ),
}
