#include "services/registry/domain/organisation.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/base/ids.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

constexpr absl::string_view kKindWords[] = {"",    "region",   "whole_system", "steering_group",
                                            "pcn", "practice", "team"};
constexpr absl::string_view kStatusWords[] = {"", "active", "closed", "dormant", "proposed"};

template <typename Enum, size_t N>
Enum EnumOf(const absl::string_view (&words)[N], absl::string_view word) {
  const auto found = std::find(std::begin(words), std::end(words), word);
  return found == std::end(words) ? Enum::kUnspecified
                                  : static_cast<Enum>(found - std::begin(words));
}

// The usual forms of ODS codes; see HasForm().
std::vector<absl::string_view> CodeForms(OrganisationKind kind) {
  switch (kind) {
    case OrganisationKind::kRegion:
      return {"Y##"};
    case OrganisationKind::kWholeSystem:
      return {"Q**", "##@", "@#@#@"};
    case OrganisationKind::kPcn:
      return {"U#####"};
    case OrganisationKind::kPractice:
      return {"@#####"};
    default:
      return {};
  }
}

std::string InWords(const std::vector<absl::string_view>& forms) {
  return absl::StrCat(
      "usually ",
      absl::StrReplaceAll(absl::StrJoin(forms, " or "), {{"@", "A"}, {"#", "9"}, {"*", "X"}}),
      " (A a letter, 9 a digit, X either)");
}

void ValidateCode(const Organisation& organisation, Violations& violations) {
  if (organisation.code.empty()) return;
  if (!IsCode(organisation.code)) {
    violations.Add("organisation.code", organisation.code, kCodeRule);
  }
  if (!IsResourceId(organisation.code_system)) {
    violations.Add(
        "organisation.code_system", organisation.code_system,
        absl::StrCat("`ods` or another code system, since there is a code: ", kResourceIdRule));
  }
}

void ValidateAddress(const Organisation& organisation, Violations& violations) {
  if (organisation.postcode.size() > 10) {
    violations.Add("organisation.postcode", organisation.postcode, "at most 10 characters");
  }
  if (organisation.address_lines.size() > 5) {
    violations.Add("organisation.address_lines",
                   absl::StrCat(organisation.address_lines.size(), " lines"), "at most 5 lines");
  }
  for (size_t i = 0; i < organisation.address_lines.size(); ++i) {
    if (IsLine(organisation.address_lines[i], 1, 200)) continue;
    violations.Add(absl::StrCat("organisation.address_lines[", i, "]"),
                   organisation.address_lines[i], "at most 200 characters on one line");
  }
}

}  // namespace

absl::string_view Word(OrganisationKind kind) { return kKindWords[static_cast<int>(kind)]; }
absl::string_view Word(OrganisationStatus status) { return kStatusWords[static_cast<int>(status)]; }
OrganisationKind OrganisationKindOf(absl::string_view word) {
  return EnumOf<OrganisationKind>(kKindWords, word);
}
OrganisationStatus OrganisationStatusOf(absl::string_view word) {
  return EnumOf<OrganisationStatus>(kStatusWords, word);
}
std::string InWords(OrganisationKind kind) {
  if (kind == OrganisationKind::kPcn) return "a PCN";
  return absl::StrCat("a ", absl::StrReplaceAll(Word(kind), {{"_", " "}}));
}

absl::StatusOr<Organisation> Patched(Organisation organisation, const OrganisationPatch& patch) {
  if (patch.kind && *patch.kind != organisation.kind) {
    return InvalidField("organisation.kind", Word(*patch.kind),
                        absl::StrCat(Word(organisation.kind), ": the kind cannot be changed"));
  }
  if (patch.code_system) organisation.code_system = *patch.code_system;
  if (patch.code) organisation.code = *patch.code;
  if (patch.display_name) organisation.display_name = *patch.display_name;
  if (patch.postcode) organisation.postcode = *patch.postcode;
  if (patch.address_lines) organisation.address_lines = *patch.address_lines;
  if (patch.open_date) organisation.life.first = *patch.open_date;
  if (patch.close_date) organisation.life.last = *patch.close_date;
  if (patch.status) organisation.status = *patch.status;
  return organisation;
}

Organisation Tidied(Organisation organisation) {
  organisation.code = TidyCode(organisation.code);
  if (organisation.code.empty()) organisation.code_system.clear();
  organisation.display_name = TidyLine(organisation.display_name);
  organisation.postcode = TidyCode(organisation.postcode);
  std::vector<std::string> lines;
  for (const std::string& line : organisation.address_lines) {
    if (std::string tidy = TidyLine(line); !tidy.empty()) lines.push_back(std::move(tidy));
  }
  organisation.address_lines = std::move(lines);
  if (organisation.status == OrganisationStatus::kUnspecified) {
    organisation.status = OrganisationStatus::kActive;
  }
  return organisation;
}

void Validate(const Organisation& organisation, Violations& violations) {
  if (organisation.kind == OrganisationKind::kUnspecified) {
    violations.Add("organisation.kind", "",
                   "REGION, WHOLE_SYSTEM, STEERING_GROUP, PCN, PRACTICE or TEAM");
  }
  if (!IsLine(organisation.display_name, 1, 200)) {
    violations.Add("organisation.display_name", organisation.display_name,
                   "1 to 200 characters on one line");
  }
  ValidateCode(organisation, violations);
  ValidateAddress(organisation, violations);
  if (organisation.life.empty()) {
    violations.Add("organisation.close_date", FormatDate(organisation.life.last),
                   absl::StrCat("on or after the open date ", FormatDate(organisation.life.first)));
  }
}

std::vector<Violation> Warnings(const Organisation& organisation) {
  Violations warnings;
  const std::vector<absl::string_view> forms = CodeForms(organisation.kind);
  const bool usual = std::any_of(forms.begin(), forms.end(), [&](absl::string_view form) {
    return HasForm(organisation.code, form);
  });
  if (organisation.code_system == kOds && !forms.empty() && !usual) {
    warnings.Add("organisation.code", organisation.code, InWords(forms));
  }
  if (!organisation.postcode.empty() && !IsPostcode(organisation.postcode)) {
    warnings.Add("organisation.postcode", organisation.postcode, "a UK postcode such as TS25 1QU");
  }
  return warnings.list();
}

std::string DefaultId(const Organisation& organisation, absl::string_view uid) {
  const std::string id = absl::AsciiStrToLower(organisation.code);
  return IsResourceId(id) ? id : std::string(uid);
}

bool IsSiteOn(const Organisation& organisation, Date day) {
  const bool is_site = organisation.kind == OrganisationKind::kWholeSystem ||
                       organisation.kind == OrganisationKind::kSteeringGroup ||
                       organisation.kind == OrganisationKind::kPractice;
  if (!is_site || !organisation.life.Contains(day)) return false;
  // A closed organisation was in business until its close date, if that is known.
  return organisation.status == OrganisationStatus::kActive ||
         (organisation.status == OrganisationStatus::kClosed &&
          organisation.life.last != kUntilFurtherNotice);
}

}  // namespace pcsp::registry
