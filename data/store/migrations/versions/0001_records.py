"""The first tables: records, their links and places, the history and the revision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("by <> ''", name=op.f("ck_change_says_by_whom")),
        sa.CheckConstraint(
            "before IS NOT NULL OR after IS NOT NULL", name=op.f("ck_change_says_something")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change")),
    )
    op.create_index("ix_change_activity", "change", ["activity", "number"], unique=False)
    op.create_index("ix_change_at", "change", ["at"], unique=False)
    op.create_table(
        "place",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name_de", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("geonameid", sa.BigInteger(), nullable=True),
        sa.Column("located", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(lat IS NULL) = (located = 'unknown')", name=op.f("ck_place_says_how_it_was_located")
        ),
        sa.CheckConstraint("key <> ''", name=op.f("ck_place_has_a_key")),
        sa.CheckConstraint(
            "located IN ('reference', 'gazetteer', 'geocoder', 'team', 'unknown')",
            name=op.f("ck_place_located_known"),
        ),
        sa.CheckConstraint("name_de <> '' AND name_en <> ''", name=op.f("ck_place_has_names")),
        sa.CheckConstraint(
            "(lat IS NULL) = (lon IS NULL)", name=op.f("ck_place_both_or_no_coordinate")
        ),
        sa.CheckConstraint(
            "lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name=op.f("ck_place_on_earth")
        ),
        sa.CheckConstraint(
            "length(country) = 2 AND country = upper(country)",
            name=op.f("ck_place_country_is_a_code"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_place")),
    )
    op.create_table(
        "revision",
        sa.Column("single", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("restored", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_revision_never_below_zero")),
        sa.CheckConstraint(
            "restored BETWEEN 0 AND number", name=op.f("ck_revision_restored_by_a_write")
        ),
        sa.CheckConstraint("single = 1", name=op.f("ck_revision_one_row")),
        sa.PrimaryKeyConstraint("single", name=op.f("pk_revision")),
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title_de", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("date_precision", sa.Text(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("participants", sa.BigInteger(), nullable=True),
        sa.Column("participants_qualifier", sa.Text(), nullable=True),
        sa.Column("participants_unit", sa.Text(), nullable=True),
        sa.Column("outcome_de", sa.Text(), nullable=False),
        sa.Column("outcome_en", sa.Text(), nullable=False),
        sa.Column("follow_up", sa.Text(), nullable=False),
        sa.Column("note_de", sa.Text(), nullable=False),
        sa.Column("note_en", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "date_precision IN ('day', 'week', 'month', 'quarter', 'year')",
            name=op.f("ck_activity_date_precision_known"),
        ),
        sa.CheckConstraint(
            "direction IN ('inbound', 'outbound', 'mutual', 'online')",
            name=op.f("ck_activity_direction_known"),
        ),
        sa.CheckConstraint("id <> ''", name=op.f("ck_activity_has_an_id")),
        sa.CheckConstraint("kind <> ''", name=op.f("ck_activity_has_a_kind")),
        sa.CheckConstraint(
            "participants_qualifier IN ('exact', 'about', 'nearly', 'over')",
            name=op.f("ck_activity_participants_qualifier_known"),
        ),
        sa.CheckConstraint(
            "participants_unit IN ('people', 'organisations')",
            name=op.f("ck_activity_participants_unit_known"),
        ),
        sa.CheckConstraint(
            "status IN ('held', 'planned', 'cancelled')", name=op.f("ck_activity_status_known")
        ),
        sa.CheckConstraint(
            "title_de <> '' OR title_en <> ''", name=op.f("ck_activity_has_a_title")
        ),
        sa.CheckConstraint(
            "visibility IN ('public', 'internal')", name=op.f("ck_activity_visibility_known")
        ),
        sa.CheckConstraint(
            "(participants IS NULL) = (participants_unit IS NULL)"
            " AND (participants IS NULL) = (participants_qualifier IS NULL)",
            name=op.f("ck_activity_count_with_unit_and_qualifier"),
        ),
        sa.CheckConstraint(
            "participants >= 0", name=op.f("ck_activity_participants_not_below_zero")
        ),
        sa.CheckConstraint('start <= "end"', name=op.f("ck_activity_ends_after_it_starts")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_activity_version_counts_from_one")),
        sa.ForeignKeyConstraint(["venue"], ["place.key"], name=op.f("fk_activity_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index("ix_activity_start", "activity", ["start", "id"], unique=False)
    op.create_table(
        "activity_network",
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.CheckConstraint("network <> ''", name=op.f("ck_activity_network_has_a_network")),
        sa.ForeignKeyConstraint(
            ["activity"],
            ["activity.id"],
            name=op.f("fk_activity_network_activity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity", "position", name=op.f("pk_activity_network")),
        sa.UniqueConstraint("activity", "network", name="uq_activity_network_named_once"),
    )
    op.create_table(
        "activity_sector",
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.CheckConstraint("sector <> ''", name=op.f("ck_activity_sector_has_a_sector")),
        sa.ForeignKeyConstraint(
            ["activity"],
            ["activity.id"],
            name=op.f("fk_activity_sector_activity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity", "position", name=op.f("pk_activity_sector")),
        sa.UniqueConstraint("activity", "sector", name="uq_activity_sector_named_once"),
    )
    op.create_table(
        "counterpart",
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "length(country) = 2 AND country = upper(country)",
            name=op.f("ck_counterpart_country_is_a_code"),
        ),
        sa.ForeignKeyConstraint(
            ["activity"], ["activity.id"], name=op.f("fk_counterpart_activity"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["place"], ["place.key"], name=op.f("fk_counterpart_place")),
        sa.PrimaryKeyConstraint("activity", "position", name=op.f("pk_counterpart")),
    )
    op.create_index(
        "uq_counterpart_named_once",
        "counterpart",
        ["activity", "country", sa.text("coalesce(place, '')")],
        unique=True,
    )
    op.create_table(
        "organisation",
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.CheckConstraint("organisation <> ''", name=op.f("ck_organisation_has_a_name")),
        sa.CheckConstraint(
            "role IN ('organiser', 'host', 'guest', 'partner', 'settled_company')",
            name=op.f("ck_organisation_role_known"),
        ),
        sa.ForeignKeyConstraint(
            ["activity"], ["activity.id"], name=op.f("fk_organisation_activity"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity", "position", name=op.f("pk_organisation")),
        sa.UniqueConstraint("activity", "organisation", "role", name="uq_organisation_named_once"),
    )
    op.bulk_insert(
        sa.table("revision", sa.column("single", sa.Integer), sa.column("number", sa.BigInteger)),
        [{"single": 1, "number": 0}],
    )


def downgrade() -> None:
    for table in (
        "organisation",
        "counterpart",
        "activity_sector",
        "activity_network",
        "activity",
        "revision",
        "place",
        "change",
    ):
        op.drop_table(table)
