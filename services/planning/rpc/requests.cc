#include "services/planning/rpc/requests.h"

#include <algorithm>

#include "google/protobuf/util/time_util.h"

namespace pcsp::planning {

std::string ProgrammeFrom(absl::string_view field, absl::string_view name, Violations& violations) {
  if (auto id = ParseProgramme(name)) return *std::move(id);
  violations.Add(std::string(field), name, kProgrammeShape);
  return "";
}

OrganisationName OrganisationFrom(absl::string_view field, absl::string_view name,
                                  Violations& violations) {
  if (auto id = ParseOrganisation(name)) return *std::move(id);
  violations.Add(std::string(field), name, kOrganisationShape);
  return {};
}

OrganisationName OrganisationOrAllFrom(absl::string_view field, absl::string_view name,
                                       Violations& violations) {
  if (auto id = ParseOrganisationOrAll(name)) return *std::move(id);
  violations.Add(std::string(field), name, absl::StrCat(kOrganisationShape, ", or - for all"));
  return {};
}

std::string SolutionFrom(absl::string_view programme, absl::string_view field,
                         absl::string_view name, Violations& violations) {
  auto solution = ParseSolutionName(name);
  if (solution && (solution->programme.empty() || solution->programme == programme)) {
    return std::move(solution->solution);
  }
  violations.Add(
      std::string(field), name,
      absl::StrCat("solutions/{solution} or programmes/", programme, "/solutions/{solution}"));
  return "";
}

void CheckRequestId(absl::string_view request_id, Violations& violations) {
  if (request_id.empty() || IsUuid(request_id)) return;
  violations.Add("request_id", request_id, "a UUID");
}

std::string EtagOf(int64_t revision) { return absl::StrCat("\"", revision, "\""); }

google::protobuf::Timestamp TimestampOf(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

absl::Status CheckEtag(absl::string_view type, absl::string_view name, absl::string_view given,
                       int64_t revision) {
  const std::string current = EtagOf(revision);
  if (given.empty() || given == current) return absl::OkStatus();
  return EtagMismatch(type, name, given, current);
}

Page PageFrom(int page_size, int usual, int largest, const std::string& page_token,
              const PageTokens& tokens, const std::vector<std::string>& arguments,
              Violations& violations) {
  Page page;
  if (page_size < 0) violations.Add("page_size", absl::StrCat(page_size), "0 or more");
  page.size = page_size <= 0 ? usual : std::min(page_size, largest);
  auto cursor = tokens.Decode(page_token, arguments);
  if (cursor.ok()) {
    page.cursor = *std::move(cursor);
  } else {
    violations.Merge("", cursor.status());
  }
  return page;
}

}  // namespace pcsp::planning
