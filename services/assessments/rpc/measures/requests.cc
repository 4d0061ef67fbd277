#include "services/assessments/rpc/measures/requests.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace pcsp::assessments {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;
constexpr absl::string_view kAllOrganisations = "/organisations/-";

bool HasValue(const google::protobuf::Message& message,
              const google::protobuf::FieldDescriptor& field) {
  const auto* reflection = message.GetReflection();
  return field.is_repeated() ? reflection->FieldSize(message, &field) > 0
                             : reflection->HasField(message, &field);
}

}  // namespace

std::string ProgrammeFrom(absl::string_view field, const std::string& name,
                          Violations& violations) {
  if (auto id = ParseProgrammeName(name)) return *std::move(id);
  violations.Add(std::string(field), name, kProgrammeNameRule);
  return "";
}

MeasureName MeasureFrom(absl::string_view field, const std::string& name, Violations& violations) {
  if (auto id = ParseMeasureName(name)) return *std::move(id);
  violations.Add(std::string(field), name, kMeasureNameRule);
  return {};
}

OrganisationName OrganisationFrom(absl::string_view field, const std::string& name,
                                  Violations& violations) {
  if (auto id = ParseOrganisationName(name)) return *std::move(id);
  violations.Add(std::string(field), name, kOrganisationNameRule);
  return {};
}

OrganisationName OrganisationOrAllFrom(absl::string_view field, const std::string& name,
                                       Violations& violations) {
  if (!absl::EndsWith(name, kAllOrganisations)) return OrganisationFrom(field, name, violations);
  return {ProgrammeFrom(field, std::string(absl::StripSuffix(name, kAllOrganisations)), violations),
          ""};
}

std::string OrganisationOf(const std::string& programme, absl::string_view field,
                           const std::string& name, Violations& violations) {
  auto id = ParseOrganisationName(name);
  if (id && id->programme == programme) return std::move(id->organisation);
  violations.Add(std::string(field), name,
                 absl::StrCat("programmes/", programme, "/organisations/{organisation}"));
  return "";
}

std::optional<Month> MonthFrom(absl::string_view field, const std::string& text,
                               Violations& violations) {
  if (text.empty()) return std::nullopt;
  const auto month = ParseMonth(text);
  if (!month) violations.Add(std::string(field), text, kMonthRule);
  return month;
}

std::optional<Day> DayFrom(absl::string_view field, const std::string& text,
                           Violations& violations) {
  if (text.empty()) return std::nullopt;
  const auto day = ParseDay(text);
  if (!day) violations.Add(std::string(field), text, kDayRule);
  return day;
}

ListPage PageFrom(int page_size, const std::string& page_token, const PageTokens& tokens,
                  const std::vector<std::string>& arguments, Violations& violations) {
  ListPage page;
  if (page_size < 0) violations.Add("page_size", absl::StrCat(page_size), "0 or more");
  page.size = page_size == 0 ? kDefaultPage : std::min(page_size, kLargestPage);
  auto cursor = tokens.Decode(page_token, arguments);
  if (cursor.ok()) {
    page.cursor = *std::move(cursor);
  } else {
    violations.Merge("", cursor.status());
  }
  return page;
}

std::set<std::string> FieldsOf(const google::protobuf::FieldMask& mask,
                               const std::set<std::string>& fields,
                               const google::protobuf::Message& message, Violations& violations) {
  const auto* type = message.GetDescriptor();
  std::set<std::string> named;
  for (const std::string& path : mask.paths()) {
    if (path == "*") return fields;
    if (fields.count(path) > 0) {
      named.insert(path);
    } else if (type->FindFieldByName(path) == nullptr) {
      violations.Add("update_mask", path, absl::StrCat(absl::StrJoin(fields, ", "), " or *"));
    }
  }
  if (!mask.paths().empty()) return named;
  for (const std::string& field : fields) {
    if (HasValue(message, *type->FindFieldByName(field))) named.insert(field);
  }
  return named;
}

void SetTime(absl::Time time, google::protobuf::Timestamp* stamp) {
  const int64_t micros = absl::ToUnixMicros(time);
  stamp->set_seconds(micros / 1'000'000);
  stamp->set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1000);
}

}  // namespace pcsp::assessments
