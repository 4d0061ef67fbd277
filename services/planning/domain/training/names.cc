#include "services/planning/domain/training/names.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/ids.h"

namespace pcsp::planning::training {

std::string ProgrammeName(absl::string_view programme) {
  return absl::StrCat("programmes/", programme);
}

std::string NameIn(absl::string_view programme, absl::string_view collection,
                   absl::string_view id) {
  return absl::StrCat(ProgrammeName(programme), "/", collection, "/", id);
}

std::optional<std::string> ParseProgrammeName(absl::string_view name) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  if (parts.size() != 2 || parts[0] != "programmes" || !IsResourceId(parts[1])) return std::nullopt;
  return std::string(parts[1]);
}

std::optional<NameParts> ParseNameIn(absl::string_view collection, absl::string_view name) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  if (parts.size() != 4 || parts[0] != "programmes" || parts[2] != collection) return std::nullopt;
  if (!IsResourceId(parts[1]) || !IsResourceId(parts[3])) return std::nullopt;
  return NameParts{std::string(parts[1]), std::string(parts[3])};
}

std::optional<std::string> ParticipantOf(absl::string_view programme, absl::string_view name) {
  for (const absl::string_view collection : {"people", "appointments"}) {
    const auto parts = ParseNameIn(collection, name);
    if (parts && parts->programme == programme) return absl::StrCat(collection, "/", parts->id);
  }
  return std::nullopt;
}

std::string ParticipantName(absl::string_view programme, absl::string_view participant) {
  return absl::StrCat(ProgrammeName(programme), "/", participant);
}

}  // namespace pcsp::planning::training
