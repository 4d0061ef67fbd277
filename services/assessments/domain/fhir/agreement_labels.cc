#include "services/assessments/domain/fhir/agreement_labels.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"

namespace pcsp::assessments {
namespace {

// English, Dutch, German, French, Spanish, Italian, Danish and Norwegian, Swedish, Welsh. What
// disagrees is looked for first, because it often has what agrees within it.
constexpr absl::string_view kDisagreeing[] = {"disagree",
                                              "not agree",
                                              "oneens",
                                              "niet mee eens",
                                              "nicht zu",
                                              "lehne",
                                              "pas d'accord",
                                              "pas du tout",
                                              "d\xc3\xa9saccord",
                                              "desacuerdo",
                                              "disaccordo",
                                              "uenig",
                                              "inst\xc3\xa4mmer inte",
                                              "h\xc3\xa5ller inte med",
                                              "anghytuno"};
constexpr absl::string_view kAgreeing[] = {
    "agree",      "eens", "stimme",           "accord",
    "de acuerdo", "enig", "inst\xc3\xa4mmer", "h\xc3\xa5ller med",
    "cytuno"};

template <size_t n>
bool HasOneOf(const std::string& label, const absl::string_view (&parts)[n]) {
  return std::any_of(std::begin(parts), std::end(parts),
                     [&](absl::string_view part) { return absl::StrContains(label, part); });
}

// 1: agrees, -1: disagrees, 0: says neither.
int SignOf(absl::string_view label) {
  const std::string lower =
      absl::AsciiStrToLower(absl::StrReplaceAll(label, {{"\xe2\x80\x99", "'"}}));
  if (HasOneOf(lower, kDisagreeing)) return -1;
  return HasOneOf(lower, kAgreeing) ? 1 : 0;
}

}  // namespace

std::optional<CodingDirection> DirectionOfLabels(absl::string_view of_1, absl::string_view of_5) {
  const int low = SignOf(of_1), high = SignOf(of_5);
  if (low * high != -1) return std::nullopt;
  return high > 0 ? CodingDirection::kAgreeIsHigh : CodingDirection::kAgreeIsLow;
}

}  // namespace pcsp::assessments
