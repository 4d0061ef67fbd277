#include "services/planning/rpc/training/fields.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_join.h"
#include "common/base/ids.h"
#include "services/planning/domain/calendar.h"

namespace pcsp::planning::training {
namespace {

constexpr int kMinutes = 60;
constexpr double kMostHours = 1e6;
constexpr absl::string_view kDayRule = "a day that exists, written yyyy-mm-dd";

// What every message has and no client sets.
constexpr absl::string_view kOutputOnly[] = {
    "name",       "etag",          "create_time",    "update_time",   "state",
    "start_time", "end_time",      "enrolled_count", "waiting_count", "facilitator",
    "practice",   "below_minimum", "course"};

bool IsOutputOnly(absl::string_view path) {
  return std::count(std::begin(kOutputOnly), std::end(kOutputOnly), path) > 0;
}

}  // namespace

NameParts NameFrom(absl::string_view collection, absl::string_view field, absl::string_view name,
                   Violations& violations) {
  if (auto parts = ParseNameIn(collection, name)) return *std::move(parts);
  violations.Add(std::string(field), name, NameIn("{programme}", collection, "{id}"));
  return {};
}

std::string IdOf(absl::string_view programme, absl::string_view collection, absl::string_view field,
                 absl::string_view name, Need need, Violations& violations) {
  if (name.empty() && need == Need::kOptional) return "";
  auto parts = ParseNameIn(collection, name);
  if (parts && parts->programme == programme) return std::move(parts->id);
  violations.Add(std::string(field), name, NameIn(programme, collection, "{id}"));
  return "";
}

std::string ParticipantFrom(absl::string_view programme, absl::string_view field,
                            absl::string_view name, Need need, Violations& violations) {
  if (name.empty() && need == Need::kOptional) return "";
  if (auto participant = ParticipantOf(programme, name)) return *std::move(participant);
  violations.Add(std::string(field), name,
                 absl::StrCat(NameIn(programme, "people", "{person}"), " or ",
                              NameIn(programme, "appointments", "{appointment}")));
  return "";
}

absl::CivilDay DayFrom(absl::string_view field, absl::string_view text, absl::CivilDay absent,
                       Need need, Violations& violations) {
  if (text.empty() && need == Need::kOptional) return absent;
  if (const auto day = DayFromText(text)) return *day;
  violations.Add(std::string(field), text, kDayRule);
  return absent;
}

std::string DayOrNever(absl::CivilDay day) { return day == kNever ? "" : DayText(day); }

void CheckNewId(absl::string_view field, absl::string_view id, Violations& violations) {
  if (!id.empty() && !IsResourceId(id)) violations.Add(std::string(field), id, kResourceIdRule);
}

int MinutesFrom(double hours) {
  if (!(hours >= 0 && hours <= kMostHours)) return -1;
  return static_cast<int>(std::lround(hours * kMinutes));
}

void CheckFixed(absl::string_view field, absl::string_view given, absl::string_view current,
                Violations& violations) {
  if (given.empty() || given == current) return;
  violations.Add(std::string(field), given, absl::StrCat(current, ", which is fixed"));
}

Mask::Mask(const google::protobuf::FieldMask& mask, const std::set<std::string>& fields,
           Violations& violations)
    : populated_(mask.paths().empty()) {
  for (const std::string& path : mask.paths()) {
    if (path == "*") {
      paths_.insert(fields.begin(), fields.end());
    } else if (fields.count(path) > 0) {
      paths_.insert(path);
    } else if (!IsOutputOnly(path)) {
      violations.Add("update_mask", path, absl::StrCat(absl::StrJoin(fields, ", "), " or *"));
    }
  }
}

}  // namespace pcsp::planning::training
