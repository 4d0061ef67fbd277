#include "services/registry/domain/conflicts/conflict.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace pcsp::registry {
namespace {

constexpr absl::string_view kKinds[] = {"",       "commissioner", "pcn_membership", "site_context",
                                        "person", "appointment"};
constexpr absl::string_view kStates[] = {"", "open", "resolved"};
constexpr absl::string_view kChoices[] = {"", "known", "claimed", "agreed"};

template <typename Enum, size_t N>
Enum EnumOf(const absl::string_view (&words)[N], absl::string_view word) {
  const auto found = std::find(std::begin(words), std::end(words), word);
  return found == std::end(words) ? Enum::kUnspecified
                                  : static_cast<Enum>(found - std::begin(words));
}

// Open ends are written as "-".
std::string EndText(Date day) {
  const std::string text = FormatDate(day);
  return text.empty() ? "-" : text;
}

}  // namespace

absl::string_view Word(ConflictKind kind) { return kKinds[static_cast<int>(kind)]; }
absl::string_view Word(ConflictState state) { return kStates[static_cast<int>(state)]; }
absl::string_view Word(ConflictChoice choice) { return kChoices[static_cast<int>(choice)]; }
ConflictKind ConflictKindOf(absl::string_view word) { return EnumOf<ConflictKind>(kKinds, word); }
ConflictState ConflictStateOf(absl::string_view word) {
  return EnumOf<ConflictState>(kStates, word);
}
ConflictChoice ConflictChoiceOf(absl::string_view word) {
  return EnumOf<ConflictChoice>(kChoices, word);
}

bool IsAboutRelationship(ConflictKind kind) {
  return kind == ConflictKind::kCommissioner || kind == ConflictKind::kPcnMembership;
}

bool IsAboutPerson(ConflictKind kind) {
  return kind == ConflictKind::kPerson || kind == ConflictKind::kAppointment;
}

std::string ValueText(const RelationshipValue& value) {
  return absl::StrCat(value.object, " ", EndText(value.period.first), " ",
                      EndText(value.period.last));
}

std::optional<RelationshipValue> ParseRelationshipValue(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ' ');
  if (parts.size() != 3) return std::nullopt;
  const auto first = parts[1] == "-" ? kSinceAlways : ParseDate(parts[1]);
  const auto last = parts[2] == "-" ? kUntilFurtherNotice : ParseDate(parts[2]);
  if (!first || !last) return std::nullopt;
  return RelationshipValue{std::string(parts[0]), {*first, *last}};
}

bool SameQuestion(const ImportConflict& a, const ImportConflict& b) {
  return a.kind == b.kind && a.subject() == b.subject() && a.appointment == b.appointment &&
         a.field == b.field && a.day == b.day && a.claimed.by.source == b.claimed.by.source;
}

bool SameClaims(const ImportConflict& a, const ImportConflict& b) {
  return a.known.value == b.known.value && a.claimed.value == b.claimed.value &&
         a.known.by.source == b.known.by.source;
}

}  // namespace pcsp::registry
