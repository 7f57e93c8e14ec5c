"""The tables of the store. What must hold of a record holds here, for every way in."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from data.model import (
    DatePrecision,
    Direction,
    Located,
    Qualifier,
    Role,
    Status,
    Unit,
    Visibility,
)

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _text(name: str) -> sa.Column[str]:
    """A text that is empty where it is missing."""
    return sa.Column(name, sa.Text, nullable=False)


def _one_of(name: str, values: type[StrEnum]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{name} IN ({listed})", name=f"{name}_known")


def _country(name: str = "country") -> sa.CheckConstraint:
    return sa.CheckConstraint(
        f"length({name}) = 2 AND {name} = upper({name})", name=f"{name}_is_a_code"
    )


def _of_activity() -> sa.Column[str]:
    return sa.Column("activity", sa.ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)


def _position() -> sa.Column[int]:
    """Links keep the order in which the record names them."""
    return sa.Column("position", sa.Integer, primary_key=True, autoincrement=False)


revision: Final = sa.Table(
    "revision",
    metadata,
    sa.Column("single", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("restored", sa.BigInteger, nullable=False, server_default="0"),
    sa.CheckConstraint("single = 1", name="one_row"),
    sa.CheckConstraint("number >= 0", name="never_below_zero"),
    sa.CheckConstraint("restored BETWEEN 0 AND number", name="restored_by_a_write"),
)
"""How many writes there have been: whoever shows the records sees by it that they are old.
``restored`` is the one that made the store as a copy was, history included, or 0: what somebody
knows from before it is of no use."""

place: Final = sa.Table(
    "place",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("name_de", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("country", sa.Text, nullable=False),
    sa.Column("lat", sa.Double),
    sa.Column("lon", sa.Double),
    sa.Column("geonameid", sa.BigInteger),
    sa.Column("located", sa.Text, nullable=False),
    sa.CheckConstraint("key <> ''", name="has_a_key"),
    sa.CheckConstraint("name_de <> '' AND name_en <> ''", name="has_names"),
    sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="both_or_no_coordinate"),
    sa.CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="on_earth"),
    sa.CheckConstraint("(lat IS NULL) = (located = 'unknown')", name="says_how_it_was_located"),
    _one_of("located", Located),
    _country(),
)

activity: Final = sa.Table(
    "activity",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    _text("title_de"),
    _text("title_en"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("direction", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("start", sa.Date, nullable=False),
    sa.Column("end", sa.Date, nullable=False),
    sa.Column("date_precision", sa.Text, nullable=False),
    sa.Column("venue", sa.ForeignKey("place.key")),
    sa.Column("participants", sa.BigInteger),
    sa.Column("participants_qualifier", sa.Text),
    sa.Column("participants_unit", sa.Text),
    _text("outcome_de"),
    _text("outcome_en"),
    _text("follow_up"),
    _text("note_de"),
    _text("note_en"),
    _text("source"),
    _text("source_url"),
    sa.Column("visibility", sa.Text, nullable=False),
    sa.CheckConstraint("id <> ''", name="has_an_id"),
    sa.CheckConstraint("version >= 1", name="version_counts_from_one"),
    sa.CheckConstraint("title_de <> '' OR title_en <> ''", name="has_a_title"),
    sa.CheckConstraint("kind <> ''", name="has_a_kind"),
    sa.CheckConstraint('start <= "end"', name="ends_after_it_starts"),
    sa.CheckConstraint("participants >= 0", name="participants_not_below_zero"),
    sa.CheckConstraint(
        "(participants IS NULL) = (participants_unit IS NULL)"
        " AND (participants IS NULL) = (participants_qualifier IS NULL)",
        name="count_with_unit_and_qualifier",
    ),
    _one_of("direction", Direction),
    _one_of("status", Status),
    _one_of("date_precision", DatePrecision),
    _one_of("participants_qualifier", Qualifier),
    _one_of("participants_unit", Unit),
    _one_of("visibility", Visibility),
    sa.Index("ix_activity_start", "start", "id"),
)

counterpart: Final = sa.Table(
    "counterpart",
    metadata,
    _of_activity(),
    _position(),
    sa.Column("country", sa.Text, nullable=False),
    sa.Column("place", sa.ForeignKey("place.key")),
    _country(),
    sa.Index("uq_counterpart_named_once", "activity", "country", sa.text("coalesce(place, '')"),
             unique=True),
)  # fmt: skip


def _codes(table: str, column: str) -> sa.Table:
    return sa.Table(
        table,
        metadata,
        _of_activity(),
        _position(),
        sa.Column(column, sa.Text, nullable=False),
        sa.CheckConstraint(f"{column} <> ''", name=f"has_a_{column}"),
        sa.UniqueConstraint("activity", column, name=f"uq_{table}_named_once"),
    )


activity_sector: Final = _codes("activity_sector", "sector")
activity_network: Final = _codes("activity_network", "network")

organisation: Final = sa.Table(
    "organisation",
    metadata,
    _of_activity(),
    _position(),
    sa.Column("organisation", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.CheckConstraint("organisation <> ''", name="has_a_name"),
    sa.UniqueConstraint("activity", "organisation", "role", name="uq_organisation_named_once"),
    _one_of("role", Role),
)

change: Final = sa.Table(
    "change",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("activity", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("before", sa.JSON(none_as_null=True)),
    sa.Column("after", sa.JSON(none_as_null=True)),
    sa.CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="says_something"),
    sa.CheckConstraint("by <> ''", name="says_by_whom"),
    sa.Index("ix_change_activity", "activity", "number"),
    sa.Index("ix_change_at", "at"),
    sa.Index("ix_change_revision", "revision", "number"),
)
"""What became of each record, in the order of the writes: the record before and after, either
missing where it was not there. It has no foreign key, since it outlives what it tells of."""

following: Final = sa.Table(
    "following",
    metadata,
    sa.Column("single", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("active", sa.Boolean, nullable=False),
    _text("fingerprint"),
    sa.Column("files", sa.JSON, nullable=False),
    sa.Column("problems", sa.JSON, nullable=False),
    sa.CheckConstraint("single = 1", name="one_row"),
)
"""The record files that the store was filled from, as they were read last. They are followed while
``active``: until somebody writes a record here."""

sign_in_key: Final = sa.Table(
    "sign_in_key",
    metadata,
    sa.Column("access", sa.Text, primary_key=True),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("hash <> ''", name="has_a_hash"),
    sa.CheckConstraint("access IN ('viewer', 'editor', 'administrator')", name="access_known"),
)
"""What people sign in with, where nobody else vouches for them, by what they then may; never the
key itself."""

failed_sign_in: Final = sa.Table(
    "failed_sign_in",
    metadata,
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("address <> ''", name="says_from_where"),
    sa.CheckConstraint("failures >= 1", name="counts_from_one"),
)
"""From where wrong keys came and how many, so that each waits longer than the one before."""

sign_in: Final = sa.Table(
    "sign_in",
    metadata,
    sa.Column("token_hash", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("access", sa.Text, nullable=False),
    sa.Column("began", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ended", sa.Boolean, nullable=False),
    sa.CheckConstraint("name <> ''", name="has_a_name"),
    sa.CheckConstraint("access IN ('viewer', 'editor', 'administrator')", name="access_known"),
    sa.CheckConstraint("began < ends", name="ends_after_it_begins"),
    sa.Index("ix_sign_in_ends", "ends"),
)
"""Who is signed in, and until when; a browser holds the token, the store its hash alone. What was
``ended`` before stays until ``ends``, so that a provider's token does not begin it again."""

draft: Final = sa.Table(
    "draft",
    metadata,
    sa.Column("by", sa.Text, primary_key=True),
    sa.Column("activity", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("cells", sa.JSON, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("by <> ''", name="says_by_whom"),
    sa.CheckConstraint("version >= 0", name="version_counts_from_zero"),
)
"""What somebody has typed into the form and not yet saved. ``activity`` is empty for a new record,
``version`` the one that they saw, 0 for a new one."""

remembered: Final = sa.Table(
    "remembered",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("asked", sa.Text, primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind <> '' AND asked <> ''", name="says_what_was_asked"),
    sa.CheckConstraint("by <> ''", name="says_by_whom"),
)
"""What was unclear in an import and what somebody said that it means: a place's spelling, the
columns of a table."""

follow_up: Final = sa.Table(
    "follow_up",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("activity", sa.ForeignKey("activity.id", ondelete="CASCADE")),
    sa.Column("partner", sa.Text),
    sa.Column("step", sa.Text, nullable=False),
    _text("responsible"),
    sa.Column("due", sa.Date),
    sa.Column("done", sa.Date),
    sa.Column("outcome", sa.ForeignKey("activity.id", ondelete="SET NULL")),
    sa.CheckConstraint("version >= 1", name="version_counts_from_one"),
    sa.CheckConstraint("step <> ''", name="says_what_to_do"),
    sa.CheckConstraint("activity IS NOT NULL OR partner IS NOT NULL", name="belongs_somewhere"),
    sa.CheckConstraint("partner <> ''", name="partner_has_a_key"),
    sa.CheckConstraint("outcome <> activity", name="outcome_is_another_activity"),
    sa.CheckConstraint("outcome IS NULL OR done IS NOT NULL", name="outcome_once_it_is_done"),
    sa.Index("ix_follow_up_activity", "activity"),
    sa.Index("ix_follow_up_outcome", "outcome"),
    sa.Index("ix_follow_up_due", "due"),
)
"""What is to be done after an activity, or with a partner (a place's key): by whom (a role), until
when, when it was done, and the activity that came of it."""

follow_up_change: Final = sa.Table(
    "follow_up_change",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("follow_up", sa.BigInteger, nullable=False),
    sa.Column("before", sa.JSON(none_as_null=True)),
    sa.Column("after", sa.JSON(none_as_null=True)),
    sa.CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="says_something"),
    sa.CheckConstraint("by <> ''", name="says_by_whom"),
    sa.Index("ix_follow_up_change_follow_up", "follow_up", "number"),
)
"""The history of the follow-ups, kept as that of the activities is."""

place_change: Final = sa.Table(
    "place_change",
    metadata,
    sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("lat", sa.Double, nullable=False),
    sa.Column("lon", sa.Double, nullable=False),
    sa.Column("located", sa.Text, nullable=False),
    sa.CheckConstraint("by <> ''", name="says_by_whom"),
    sa.CheckConstraint("place <> ''", name="says_which_place"),
    sa.CheckConstraint("located IN ('team', 'geocoder')", name="located_here"),
)
"""Who said where a place is that had no coordinates, or had it looked up, and when."""

LINKS: Final = (counterpart, activity_sector, activity_network, organisation)
