"""What happens to a proposal is kept on disk as it happens, so that a crash loses nothing.

A journal is a file of its own beside no other: one for each proposal in work, in the data folder of the platform. It
begins with the proposal as it was opened; a record follows for each thing done. Reading it gives the proposal back,
undo history included.

    records      the file's form: records with length and checksum, a torn last one is recognised
    coding       steps, documents and settings as JSON and back
    state        what is known of a proposal in work, and the records that lead from one state to the next
    reading      a journal's records taken together
    journal_file appending at once, syncing soon after in another thread, beginning anew
    following    the journal of one proposal in work: follows it, and never disturbs it
    left_behind  journals whose program ended without closing them
    recovery     the proposal that a journal holds
"""

from borderkit.journal.following import ProposalJournal, keep_all_now
from borderkit.journal.left_behind import Journal, left_behind
from borderkit.journal.reading import Contents, read_journal
from borderkit.journal.recovery import Recovered, recover

__all__ = [
    "Contents",
    "Journal",
    "ProposalJournal",
    "Recovered",
    "keep_all_now",
    "left_behind",
    "read_journal",
    "recover",
]
