#include "common/base/audit/chain_check.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace pcsp::audit {
namespace {

constexpr int kMostOfAKind = 20;
// Each tries every place of the chain, which takes a second in a chain of a million lines.
constexpr int kMostSearches = 20;

std::string Lines(int64_t first, int64_t last) {
  return first == last ? absl::StrCat("line ", first) : absl::StrCat("lines ", first, " to ", last);
}

}  // namespace

std::string FaultText(Fault fault) {
  switch (fault) {
    case Fault::kEdited:
      return "edited";
    case Fault::kReplaced:
      return "replaced";
    case Fault::kMissing:
      return "missing";
    case Fault::kMoved:
      return "moved";
    case Fault::kInserted:
      return "inserted";
    case Fault::kCut:
      return "cut";
    case Fault::kRewritten:
      return "rewritten";
  }
  return "";
}

ChainCheck::ChainCheck(const ChainEnd& end, const std::vector<Head>& exported) {
  if (end.sequence > 0) expected_.push_back({end, "the store's own record of the chain's end"});
  for (const Head& head : exported) {
    if (head.sequence == 0) continue;
    expected_.push_back({{head.sequence, head.hash},
                         absl::StrCat("the head exported at ",
                                      absl::FormatTime(head.export_time, absl::UTCTimeZone()))});
  }
  for (const Expected& expected : expected_) longest_ = std::max(longest_, expected.line.sequence);
}

void ChainCheck::Report(Fault fault, int64_t sequence, std::string text) {
  if (++reported_[fault] <= kMostOfAKind) findings_.push_back({fault, sequence, std::move(text)});
}

void ChainCheck::Add(const Entry& entry) {
  ++lines_;
  const bool gap = entry.sequence != last_.sequence + 1;
  if (gap) {
    Report(Fault::kMissing, last_.sequence + 1,
           absl::StrCat(Lines(last_.sequence + 1, entry.sequence - 1), " gone"));
  }
  const bool sound = IsSound(entry);
  if (!gap && sound && last_sound_ && entry.previous_hash != last_.hash) {
    Report(Fault::kReplaced, entry.sequence,
           absl::StrCat("line ", entry.sequence, " was not written after what stands before it: ",
                        "one of the two was replaced"));
  }
  CheckExpected(entry);
  last_sound_ = sound;
  last_ = {entry.sequence, entry.hash};
}

bool ChainCheck::IsSound(const Entry& entry) {
  displaced_.to_end = false;
  if (HashOf(entry) == entry.hash) return true;
  if (const int64_t written_as = WrittenAs(entry); written_as > 0) {
    Displace(entry.sequence, written_as);
  } else {
    Report(Fault::kEdited, entry.sequence,
           absl::StrCat("line ", entry.sequence, " has other words than it was written with"));
  }
  return false;
}

int64_t ChainCheck::WrittenAs(Entry entry) {
  const auto fits = [&entry](int64_t sequence) {
    entry.sequence = sequence;
    return sequence > 0 && HashOf(entry) == entry.hash;
  };
  const int64_t likely = entry.sequence - displaced_.shift;
  if (displaced_.count > 0 && fits(likely)) return likely;
  if (++searches_ > kMostSearches) return 0;
  const int64_t most = std::max(longest_, last_.sequence) + 1;
  for (int64_t sequence = 1; sequence <= most; ++sequence) {
    if (fits(sequence)) return sequence;
  }
  return 0;
}

void ChainCheck::Displace(int64_t at, int64_t written_as) {
  const int64_t shift = at - written_as;
  displaced_.uniform = displaced_.count == 0 || (displaced_.uniform && displaced_.shift == shift);
  displaced_.shift = shift;
  displaced_.to_end = true;
  if (++displaced_.count <= kMostOfAKind) displaced_.first.emplace_back(at, written_as);
}

void ChainCheck::CheckExpected(const Entry& entry) {
  for (const Expected& expected : expected_) {
    if (expected.line.sequence != entry.sequence || expected.line.hash == entry.hash) continue;
    Report(Fault::kRewritten, entry.sequence,
           absl::StrCat("line ", entry.sequence, " is not the one that ", expected.source,
                        " names: the chain was rewritten there or before"));
  }
}

// Lines that stand as much too far on as they are many were pushed on by insertions, or drawn back
// by deletions; the others have changed places.
void ChainCheck::ReportDisplaced() {
  if (displaced_.count == 0) return;
  const auto [at, written_as] = displaced_.first.front();
  const bool run = displaced_.uniform && displaced_.to_end && reported_[Fault::kMissing] == 0 &&
                   last_.sequence - at + 1 == displaced_.count;
  if (run && displaced_.shift > 0) {
    Report(Fault::kInserted, written_as,
           absl::StrCat(Lines(written_as, at - 1), " inserted; those after were renumbered"));
  } else if (run) {
    Report(Fault::kMissing, at,
           absl::StrCat(Lines(at, written_as - 1), " gone; those after were renumbered"));
  } else {
    for (const auto& [place, origin] : displaced_.first) {
      Report(Fault::kMoved, place,
             absl::StrCat("what was written as line ", origin, " stands as line ", place));
    }
  }
}

std::vector<Finding> ChainCheck::Finish(const ChainEnd& end) {
  ReportDisplaced();
  for (const Expected& expected : expected_) {
    if (expected.line.sequence <= last_.sequence) continue;
    Report(Fault::kCut, last_.sequence + 1,
           absl::StrCat("the chain ends with line ", last_.sequence, "; ", expected.source,
                        " says ", expected.line.sequence));
  }
  if (last_.sequence > end.sequence) {
    Report(
        Fault::kInserted, end.sequence + 1,
        absl::StrCat(Lines(end.sequence + 1, last_.sequence),
                     " inserted: the store's own record of the chain's end says ", end.sequence));
  } else if (last_.sequence == end.sequence && last_.hash != end.hash &&
             reported_[Fault::kRewritten] == 0) {
    Report(Fault::kRewritten, end.sequence,
           "the last line is not the one that the store's own record of the chain's end names");
  }
  return std::move(findings_);
}

}  // namespace pcsp::audit
