#include "services/registry/domain/milestone.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/names.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

constexpr absl::string_view kStateWords[] = {
    "",     "interested",  "taster",    "committed", "trained",   "followed_up", "systems_ready",
    "live", "normalising", "sustained", "paused",    "withdrawn", "merged"};
constexpr absl::string_view kEvidenceWords[] = {"", "training_record", "visit", "document",
                                                "statement"};

template <typename Enum, size_t N>
Enum EnumOf(const absl::string_view (&words)[N], absl::string_view word) {
  const auto found = std::find(std::begin(words), std::end(words), word);
  return found == std::end(words) ? Enum::kUnspecified
                                  : static_cast<Enum>(found - std::begin(words));
}

void ValidateSuccessor(const Milestone& milestone, Violations& violations) {
  const bool merged = milestone.state == MilestoneState::kMerged;
  const std::string given =
      milestone.successor.empty() ? "" : OrganisationName(milestone.programme, milestone.successor);
  if (merged && milestone.successor.empty()) {
    violations.Add("milestone.successor", given, "the practice that it merged into");
  } else if (merged && milestone.successor == milestone.organisation) {
    violations.Add("milestone.successor", given, "another practice");
  } else if (!merged && !milestone.successor.empty()) {
    violations.Add("milestone.successor", given, "nothing, unless the state is MERGED");
  }
}

}  // namespace

absl::string_view Word(MilestoneState state) { return kStateWords[static_cast<int>(state)]; }
absl::string_view Word(MilestoneEvidence evidence) {
  return kEvidenceWords[static_cast<int>(evidence)];
}
MilestoneState MilestoneStateOf(absl::string_view word) {
  return EnumOf<MilestoneState>(kStateWords, word);
}
MilestoneEvidence MilestoneEvidenceOf(absl::string_view word) {
  return EnumOf<MilestoneEvidence>(kEvidenceWords, word);
}
std::string InWords(MilestoneState state) { return absl::StrReplaceAll(Word(state), {{"_", " "}}); }

bool IsOnLadder(MilestoneState state) {
  return MilestoneState::kInterested <= state && state <= MilestoneState::kSustained;
}

void Validate(const Milestone& milestone, Date today, Violations& violations) {
  if (milestone.state == MilestoneState::kUnspecified) {
    violations.Add("milestone.state", "",
                   "INTERESTED, TASTER, COMMITTED, TRAINED, FOLLOWED_UP, SYSTEMS_READY, LIVE, "
                   "NORMALISING, SUSTAINED, PAUSED, WITHDRAWN or MERGED");
  }
  if (milestone.date == kSinceAlways) {
    violations.Add("milestone.date", "", kDateRule);
  } else if (today < milestone.date) {
    violations.Add("milestone.date", FormatDate(milestone.date),
                   absl::StrCat("today, ", FormatDate(today),
                                ", or an earlier day: only what has happened is a milestone"));
  }
  ValidateSuccessor(milestone, violations);
  if (milestone.evidence == MilestoneEvidence::kUnspecified) {
    violations.Add("milestone.evidence", "", "TRAINING_RECORD, VISIT, DOCUMENT or STATEMENT");
  }
  if (!IsText(milestone.note, kLongestNote)) {
    violations.Add("milestone.note", milestone.note,
                   absl::StrCat("at most ", kLongestNote, " characters, no control characters"));
  }
}

void ValidateReason(absl::string_view reason, Violations& violations) {
  if (IsText(reason, kLongestNote) && !TidyLine(reason).empty()) return;
  violations.Add("reason", reason,
                 absl::StrCat("1 to ", kLongestNote, " characters, no control characters"));
}

absl::Status CheckSite(const Milestone& milestone, const Organisation& site) {
  if (site.kind != OrganisationKind::kPractice) {
    return InvalidField("parent", InWords(site.kind),
                        "a practice: a team goes the way of its practice, and others have none");
  }
  Period life = site.life;
  if (!IsOnLadder(milestone.state) && milestone.state != MilestoneState::kPaused) {
    life.last = kUntilFurtherNotice;
  }
  if (life.Contains(milestone.date)) return absl::OkStatus();
  return MilestoneOutsideLife(OrganisationName(site.programme, site.id), milestone.date, site.life);
}

}  // namespace pcsp::registry
