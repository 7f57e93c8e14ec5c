"""The desk: who may, drafts, remembered answers, follow-ups and who located places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_index("ix_change_revision", "change", ["revision", "number"], unique=False)
    op.create_table(
        "draft",
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("by <> ''", name=op.f("ck_draft_says_by_whom")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_draft_version_counts_from_zero")),
        sa.PrimaryKeyConstraint("by", "activity", name=op.f("pk_draft")),
    )
    op.create_table(
        "sign_in_key",
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("hash <> ''", name=op.f("ck_sign_in_key_has_a_hash")),
        sa.CheckConstraint(
            "access IN ('viewer', 'editor', 'administrator')",
            name=op.f("ck_sign_in_key_access_known"),
        ),
        sa.PrimaryKeyConstraint("access", name=op.f("pk_sign_in_key")),
    )
    op.create_table(
        "failed_sign_in",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("address <> ''", name=op.f("ck_failed_sign_in_says_from_where")),
        sa.CheckConstraint("failures >= 1", name=op.f("ck_failed_sign_in_counts_from_one")),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_failed_sign_in")),
    )
    op.create_table(
        "follow_up_change",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("follow_up", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint("by <> ''", name=op.f("ck_follow_up_change_says_by_whom")),
        sa.CheckConstraint(
            "before IS NOT NULL OR after IS NOT NULL",
            name=op.f("ck_follow_up_change_says_something"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_follow_up_change")),
    )
    op.create_index(
        "ix_follow_up_change_follow_up", "follow_up_change", ["follow_up", "number"], unique=False
    )
    op.create_table(
        "place_change",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("located", sa.Text(), nullable=False),
        sa.CheckConstraint("by <> ''", name=op.f("ck_place_change_says_by_whom")),
        sa.CheckConstraint("place <> ''", name=op.f("ck_place_change_says_which_place")),
        sa.CheckConstraint(
            "located IN ('team', 'geocoder')", name=op.f("ck_place_change_located_here")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_place_change")),
    )
    op.create_table(
        "remembered",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("by <> ''", name=op.f("ck_remembered_says_by_whom")),
        sa.CheckConstraint(
            "kind <> '' AND asked <> ''", name=op.f("ck_remembered_says_what_was_asked")
        ),
        sa.PrimaryKeyConstraint("kind", "asked", name=op.f("pk_remembered")),
    )
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "access IN ('viewer', 'editor', 'administrator')",
            name=op.f("ck_sign_in_access_known"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_sign_in_has_a_name")),
        sa.CheckConstraint("began < ends", name=op.f("ck_sign_in_ends_after_it_begins")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in")),
    )
    op.create_index("ix_sign_in_ends", "sign_in", ["ends"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("activity", sa.Text(), nullable=True),
        sa.Column("partner", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint("partner <> ''", name=op.f("ck_follow_up_partner_has_a_key")),
        sa.CheckConstraint("step <> ''", name=op.f("ck_follow_up_says_what_to_do")),
        sa.CheckConstraint(
            "activity IS NOT NULL OR partner IS NOT NULL",
            name=op.f("ck_follow_up_belongs_somewhere"),
        ),
        sa.CheckConstraint(
            "outcome <> activity", name=op.f("ck_follow_up_outcome_is_another_activity")
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR done IS NOT NULL",
            name=op.f("ck_follow_up_outcome_once_it_is_done"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_follow_up_version_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["activity"], ["activity.id"], name=op.f("fk_follow_up_activity"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["outcome"], ["activity.id"], name=op.f("fk_follow_up_outcome"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_follow_up")),
    )
    op.create_index("ix_follow_up_activity", "follow_up", ["activity"], unique=False)
    op.create_index("ix_follow_up_due", "follow_up", ["due"], unique=False)
    op.create_index("ix_follow_up_outcome", "follow_up", ["outcome"], unique=False)
