#include "services/registry/domain/find/organisation_filter.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/names.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

using Type = OrganisationFilter::Type;

enum class FieldType { kWord, kText, kDate };

struct FieldInfo {
  absl::string_view name;
  OrganisationField field;
  FieldType type;
};
constexpr FieldInfo kFields[] = {
    {"kind", OrganisationField::kKind, FieldType::kWord},
    {"status", OrganisationField::kStatus, FieldType::kWord},
    {"code", OrganisationField::kCode, FieldType::kText},
    {"code_system", OrganisationField::kCodeSystem, FieldType::kText},
    {"display_name", OrganisationField::kDisplayName, FieldType::kText},
    {"postcode", OrganisationField::kPostcode, FieldType::kText},
    {"open_date", OrganisationField::kOpenDate, FieldType::kDate},
    {"close_date", OrganisationField::kCloseDate, FieldType::kDate},
};
constexpr absl::string_view kFieldNames =
    "kind, status, code, code_system, display_name, postcode, open_date, close_date or within(...)";
constexpr absl::string_view kKindNames =
    "REGION, WHOLE_SYSTEM, STEERING_GROUP, PCN, PRACTICE or TEAM";
constexpr absl::string_view kStatusNames = "ACTIVE, CLOSED, DORMANT or PROPOSED";

// The key of `text`, given by a user or kept, in a field that is not a date.
std::string TextKey(OrganisationField field, absl::string_view text) {
  switch (field) {
    case OrganisationField::kCode:
      return TidyCode(text);
    case OrganisationField::kPostcode:
      return absl::StrReplaceAll(TidyCode(text), {{" ", ""}});
    case OrganisationField::kDisplayName:
      return absl::AsciiStrToLower(TidyLine(text));
    default:
      return absl::AsciiStrToLower(text);
  }
}

std::string DayKey(Date day) {
  if (day == kSinceAlways) return "0001-01-01";
  return day == kUntilFurtherNotice ? "9999-12-31" : FormatDate(day);
}

// The word of an enumeration, with or without its prefix; "" if it is none.
std::string WordKey(OrganisationField field, absl::string_view text) {
  std::string word = absl::AsciiStrToLower(text);
  if (field == OrganisationField::kKind) {
    word = std::string(absl::StripPrefix(word, "organisation_kind_"));
    return std::string(Word(OrganisationKindOf(word)));
  }
  word = std::string(absl::StripPrefix(word, "organisation_status_"));
  return std::string(Word(OrganisationStatusOf(word)));
}

// Gives fields and values their meaning, and collects what has none.
class Binder {
 public:
  Binder(absl::string_view programme, Violations& violations)
      : programme_(programme), violations_(violations) {}

  OrganisationFilter Bind(const FilterNode& node) {
    OrganisationFilter filter;
    switch (node.type) {
      case FilterNode::Type::kComparison:
        return Comparison(node);
      case FilterNode::Type::kCall:
        return Call(node);
      case FilterNode::Type::kAnd:
        filter.type = Type::kAnd;
        break;
      case FilterNode::Type::kOr:
        filter.type = Type::kOr;
        break;
      case FilterNode::Type::kNot:
        filter.type = Type::kNot;
        break;
    }
    for (const FilterNode& child : node.children) filter.children.push_back(Bind(child));
    return filter;
  }

 private:
  OrganisationFilter Comparison(const FilterNode& node) {
    OrganisationFilter filter;
    filter.type = Type::kCompare;
    const auto info = std::find_if(std::begin(kFields), std::end(kFields),
                                   [&](const FieldInfo& f) { return f.name == node.name.text; });
    if (info == std::end(kFields)) {
      Fault(node.name, absl::StrCat("a field that can be compared: ", kFieldNames));
      return filter;
    }
    filter.field = info->field;
    filter.op = node.op;
    if (node.op == FilterOperator::kHas && !node.value.quoted && node.value.text == "*") {
      filter.type = Type::kPresent;
      return filter;
    }
    filter.value = Value(*info, node);
    // A word or a day has nothing but itself in it.
    if (info->type != FieldType::kText && node.op == FilterOperator::kHas) {
      filter.op = FilterOperator::kEqual;
    }
    return filter;
  }

  std::string Value(const FieldInfo& info, const FilterNode& node) {
    if (info.type == FieldType::kText) return TextKey(info.field, node.value.text);
    if (info.type == FieldType::kDate) {
      const auto day = ParseDate(node.value.text);
      if (!day) Fault(node.value, kDateRule);
      return day ? DayKey(*day) : "";
    }
    if (node.op != FilterOperator::kEqual && node.op != FilterOperator::kUnequal &&
        node.op != FilterOperator::kHas) {
      Fault({absl::StrCat(info.name, " ", Sign(node.op)), false, node.name.position},
            absl::StrCat(info.name, " with =, != or :"));
    }
    std::string word = WordKey(info.field, node.value.text);
    if (word.empty()) {
      Fault(node.value, info.field == OrganisationField::kKind ? kKindNames : kStatusNames);
    }
    return word;
  }

  OrganisationFilter Call(const FilterNode& node) {
    OrganisationFilter filter;
    filter.type = Type::kWithin;
    if (node.name.text != "within") {
      Fault(node.name, absl::StrCat("a field or function: ", kFieldNames));
      return filter;
    }
    const auto name = ParseOrganisationName(node.value.text);
    if (name && name->programme == programme_) {
      filter.value = name->organisation;
    } else if (IsResourceId(node.value.text)) {
      filter.value = node.value.text;
    } else {
      Fault(node.value, OrganisationName(programme_, "{organisation}"));
    }
    return filter;
  }

  void Fault(const FilterLiteral& at, absl::string_view expected) {
    violations_.Merge("", FilterFault(at.position, at.text, expected));
  }

  const absl::string_view programme_;
  Violations& violations_;
};

bool Compare(absl::string_view key, FilterOperator op, absl::string_view value) {
  switch (op) {
    case FilterOperator::kEqual:
      return key == value;
    case FilterOperator::kUnequal:
      return key != value;
    case FilterOperator::kLess:
      return key < value;
    case FilterOperator::kLessOrEqual:
      return key <= value;
    case FilterOperator::kMore:
      return key > value;
    case FilterOperator::kMoreOrEqual:
      return key >= value;
    case FilterOperator::kHas:
      break;
  }
  return absl::StrContains(key, value);
}

bool IsPresent(const Organisation& organisation, OrganisationField field) {
  if (field == OrganisationField::kOpenDate) return organisation.life.first != kSinceAlways;
  if (field == OrganisationField::kCloseDate) {
    return organisation.life.last != kUntilFurtherNotice;
  }
  return !KeyOf(organisation, field).empty();
}

void Collect(const OrganisationFilter& filter, std::vector<std::string>& ids) {
  if (filter.type == Type::kWithin) ids.push_back(filter.value);
  for (const OrganisationFilter& child : filter.children) Collect(child, ids);
}

}  // namespace

std::string KeyOf(const Organisation& organisation, OrganisationField field) {
  switch (field) {
    case OrganisationField::kKind:
      return std::string(Word(organisation.kind));
    case OrganisationField::kStatus:
      return std::string(Word(organisation.status));
    case OrganisationField::kCode:
      return TextKey(field, organisation.code);
    case OrganisationField::kCodeSystem:
      return TextKey(field, organisation.code_system);
    case OrganisationField::kDisplayName:
      return TextKey(field, organisation.display_name);
    case OrganisationField::kPostcode:
      return TextKey(field, organisation.postcode);
    case OrganisationField::kOpenDate:
      return DayKey(organisation.life.first);
    case OrganisationField::kCloseDate:
      break;
  }
  return DayKey(organisation.life.last);
}

absl::StatusOr<OrganisationFilter> ParseOrganisationFilter(absl::string_view programme,
                                                           absl::string_view text) {
  ASSIGN_OR_RETURN(const FilterNode node, ParseFilter(text));
  Violations violations;
  OrganisationFilter filter = Binder(programme, violations).Bind(node);
  RETURN_IF_ERROR(violations.ToStatus());
  return filter;
}

bool Matches(const OrganisationFilter& filter, const Organisation& organisation,
             absl::FunctionRef<bool(absl::string_view, absl::string_view)> within) {
  const auto matches = [&](const OrganisationFilter& child) {
    return Matches(child, organisation, within);
  };
  switch (filter.type) {
    case Type::kAnd:
      return std::all_of(filter.children.begin(), filter.children.end(), matches);
    case Type::kOr:
      return std::any_of(filter.children.begin(), filter.children.end(), matches);
    case Type::kNot:
      return !matches(filter.children.front());
    case Type::kCompare:
      return Compare(KeyOf(organisation, filter.field), filter.op, filter.value);
    case Type::kPresent:
      return IsPresent(organisation, filter.field);
    case Type::kWithin:
      break;
  }
  return organisation.id != filter.value && within(filter.value, organisation.id);
}

std::vector<std::string> OrganisationsNamed(const OrganisationFilter& filter) {
  std::vector<std::string> ids;
  Collect(filter, ids);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace pcsp::registry
