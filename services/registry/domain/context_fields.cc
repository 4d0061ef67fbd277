#include "services/registry/domain/context_fields.h"

#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace pcsp::registry {
namespace {

constexpr absl::string_view kFields[] = {
    kListSize, kDeprivationDecile,    kRurality, kClinicalSystem, "gp",
    "nurse",   "direct_patient_care", "admin",   "leadership"};
constexpr int kFewPeople = 3;

std::optional<std::string> Text(const std::optional<int32_t>& number) {
  if (!number) return std::nullopt;
  return absl::StrCat(*number);
}

std::optional<std::string> Text(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

int32_t Number(const std::string& text) {
  int32_t number = 0;
  // What ValueOf() gives of a figure is one.
  (void)absl::SimpleAtoi(text, &number);
  return number;
}

}  // namespace

absl::Span<const absl::string_view> ContextFields() { return kFields; }

std::optional<std::string> ValueOf(const SiteContext& context, absl::string_view field) {
  if (field == kListSize) return Text(context.list_size);
  if (field == kDeprivationDecile) return Text(context.deprivation_decile);
  if (field == kRurality) return Text(context.rurality);
  if (field == kClinicalSystem) return Text(context.clinical_system);
  const auto found = context.headcounts.find(StaffGroupOf(field));
  if (found == context.headcounts.end()) return std::nullopt;
  return absl::StrCat(found->second);
}

void SetValue(absl::string_view field, const std::string& value, SiteContext& context) {
  if (field == kListSize) {
    context.list_size = Number(value);
  } else if (field == kDeprivationDecile) {
    context.deprivation_decile = Number(value);
  } else if (field == kRurality) {
    context.rurality = value;
  } else if (field == kClinicalSystem) {
    context.clinical_system = value;
  } else {
    context.headcounts[StaffGroupOf(field)] = Number(value);
  }
}

bool FarApart(absl::string_view field, const std::string& known, const std::string& claimed) {
  const bool people = StaffGroupOf(field) != StaffGroup::kUnspecified;
  if (field != kListSize && !people) return known != claimed;
  const int64_t before = Number(known), apart = std::abs(Number(claimed) - before);
  return 5 * apart > before && (!people || apart >= kFewPeople);
}

bool SameFacts(const SiteContext& a, const SiteContext& b) {
  return a.list_size == b.list_size && a.deprivation_decile == b.deprivation_decile &&
         a.rurality == b.rurality && a.clinical_system == b.clinical_system &&
         a.headcounts == b.headcounts;
}

}  // namespace pcsp::registry
