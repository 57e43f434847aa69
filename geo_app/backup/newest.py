"""When the newest backup was made, by the audit."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts.models import AuditEntry

# The audit entry of each backup.
ACTION = "backup.make"


def newest(session: Session) -> datetime | None:
    """When the last backup was made whose ledger was whole, by the audit."""
    statement = (
        select(AuditEntry.at, AuditEntry.after)
        .where(AuditEntry.action == ACTION)
        .order_by(AuditEntry.number.desc())
    )
    return next((at for at, after in session.execute(statement) if after["whole"]), None)
