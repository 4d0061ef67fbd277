#include "services/planning/rpc/place/place_methods.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/planning/domain/training/text_checks.h"
#include "services/planning/rpc/place/convert_place.h"

namespace pcsp::planning::training {
namespace {

constexpr int kMostPostcodes = 5000;
constexpr size_t kLongestBeginning = 8;
constexpr char kBehindAll[] = "~";  // sorts behind every letter and digit

// Those of `ids` that are known, by id.
std::map<std::string, Place> KnownOf(sql::RecordReader& reader, const std::string& programme,
                                     std::vector<std::string> ids) {
  std::map<std::string, Place> known;
  for (Place& place : AllOf<Place>(reader, programme, {sql::OneOfThem("id", std::move(ids))})) {
    const std::string id = place.id;
    known.emplace(id, std::move(place));
  }
  return known;
}

std::vector<std::string> IdsOf(const std::vector<Place>& places) {
  std::vector<std::string> ids;
  for (const Place& place : places) ids.push_back(place.id);
  return ids;
}

// What recording `given` does, which is then what is to be kept.
pb::PlaceVerdict Judge(const std::map<std::string, Place>& known, absl::Time now, Place& given) {
  given.create_time = given.update_time = now;
  const auto found = known.find(given.id);
  if (found == known.end()) return pb::PLACE_VERDICT_CREATED;
  const Place& before = found->second;
  if (before.easting == given.easting && before.northing == given.northing) {
    return pb::PLACE_VERDICT_UNCHANGED;
  }
  given.create_time = before.create_time;
  given.revision = before.revision + 1;
  return pb::PLACE_VERDICT_CHANGED;
}

// "ne1 4" as "ne14".
std::string BeginningFrom(const std::string& text, Violations& violations) {
  std::string letters;
  for (const char c : absl::AsciiStrToLower(text)) {
    if (!absl::ascii_isspace(c)) letters.push_back(c);
  }
  if (letters.size() > kLongestBeginning ||
      !std::all_of(letters.begin(), letters.end(), absl::ascii_isalnum)) {
    violations.Add("beginning", text, "letters and digits that a postcode begins with");
  }
  return letters;
}

}  // namespace

absl::StatusOr<pb::RecordPlacesResponse> PlaceMethods::RecordPlaces(
    const rpc::Call& call, const pb::RecordPlacesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  const std::vector<Place> places = PlacesFrom(programme, request, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  using Reply = pb::RecordPlacesResponse;
  const auto record = [&](sql::RecordWriter& writer) -> absl::StatusOr<Reply> {
    const auto known = KnownOf(writer, programme, IdsOf(places));
    Reply reply;
    std::vector<Place> changed;
    for (Place place : places) {
      const pb::PlaceVerdict verdict = Judge(known, call.now, place);
      reply.add_verdicts(verdict);
      if (verdict != pb::PLACE_VERDICT_UNCHANGED) changed.push_back(std::move(place));
    }
    if (changed.empty()) return reply;
    writer.PutAll<Place>(changed);
    writer.Concerns(absl::StrCat(ProgrammeName(programme), "/places"));
    return reply;
  };
  return Write<Reply>(*desk_.records, ChangeOf("RecordPlaces", call, programme, request), record);
}

absl::StatusOr<pb::BatchGetPlacesResponse> PlaceMethods::BatchGetPlaces(
    const rpc::Call&, const pb::BatchGetPlacesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckRange("postcodes", request.postcodes_size(), 1, kMostPostcodes, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  std::vector<std::string> ids;
  for (const std::string& postcode : request.postcodes()) ids.push_back(PlaceId(postcode));
  std::map<std::string, Place> known;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) {
    known = KnownOf(reader, programme, ids);
    return absl::OkStatus();
  }));
  pb::BatchGetPlacesResponse reply;
  for (const auto& [id, place] : known) *reply.add_places() = ToProto(place);
  std::set<std::string> told;
  for (int i = 0; i < request.postcodes_size(); ++i) {
    if (known.count(ids[i]) > 0 || !told.insert(request.postcodes(i)).second) continue;
    reply.add_unknown_postcodes(request.postcodes(i));
  }
  return reply;
}

absl::StatusOr<pb::ListPlacesResponse> PlaceMethods::ListPlaces(
    const rpc::Call&, const pb::ListPlacesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const std::string beginning = BeginningFrom(request.beginning(), violations);
  sql::Query query{.where = {sql::Is("programme", programme)}, .order = {"id"}};
  if (!beginning.empty()) {
    query.where.push_back(sql::AtLeast("id", beginning));
    query.where.push_back(sql::AtMost("id", beginning + kBehindAll));
  }
  ASSIGN_OR_RETURN(auto listed,
                   List<Place>(desk_, request, {"ListPlaces", request.parent(), beginning}, query,
                               violations, IdCursor<Place>));
  pb::ListPlacesResponse reply;
  for (const Place& place : listed.items) *reply.add_places() = ToProto(place);
  reply.set_next_page_token(listed.next_page_token);
  return reply;
}

}  // namespace pcsp::planning::training
