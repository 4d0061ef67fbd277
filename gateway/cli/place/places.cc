// pcspctl place ...
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/place/commands.h"
#include "gateway/cli/place/needed.h"
#include "gateway/flows/pages.h"
#include "services/planning/domain/place/place.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using Stub = pb::PlaceService::Stub;

constexpr size_t kPostcodesAtOnce = 5000;

struct ListFlags {
  std::string beginning;
};

absl::Status ListPlaces(Session& session, const ListFlags& flags) {
  pb::ListPlacesRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_beginning(flags.beginning);
  pb::ListPlacesResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().places, &Stub::ListPlaces, request, absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_places()->MergeFrom(page.places()); }));
  Table table({"POSTCODE", "EASTING", "NORTHING"});
  for (const auto& place : all.places()) {
    table.Add({place.postcode(), absl::StrCat(place.easting()), absl::StrCat(place.northing())});
  }
  Print(session.format, table, all);
  return absl::OkStatus();
}

// The ids of `all` that have a place, asked for some at a time.
absl::StatusOr<std::set<std::string>> Known(Session& session, const std::vector<Located>& all) {
  std::set<std::string> known;
  for (size_t from = 0; from < all.size(); from += kPostcodesAtOnce) {
    pb::BatchGetPlacesRequest request;
    request.set_parent(session.ProgrammeName());
    for (size_t i = from; i < std::min(all.size(), from + kPostcodesAtOnce); ++i) {
      request.add_postcodes(all[i].postcode);
    }
    ASSIGN_OR_RETURN(const auto reply,
                     gateway::Ask(*session.clients().places, &Stub::BatchGetPlaces, request,
                                  session.deadline()));
    for (const auto& place : reply.places()) {
      known.insert(planning::training::PlaceId(place.postcode()));
    }
  }
  return known;
}

absl::Status ListMissing(Session& session, const NoFlags&) {
  ASSIGN_OR_RETURN(const std::vector<Located> all, WhoIsLocated(session));
  ASSIGN_OR_RETURN(const std::set<std::string> known, Known(session, all));
  Table table({"POSTCODE", "NAME", "TITLE"});
  auto json = nlohmann::ordered_json::array();
  for (const Located& one : all) {
    if (known.count(planning::training::PlaceId(one.postcode)) > 0) continue;
    table.Add({one.postcode, one.name, one.title});
    json.push_back({{"postcode", one.postcode}, {"name", one.name}, {"title", one.title}});
  }
  if (session.format == Format::kJson) {
    std::cout << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  } else {
    std::cout << (session.format == Format::kCsv ? table.AsCsv() : table.AsText());
  }
  return absl::OkStatus();
}

void SetUpList(Command command, ListFlags& flags) {
  command.AddOption("beginning", flags.beginning, "Only postcodes that begin so, such as NE1");
}

}  // namespace

void AddPlaces(Command app, Session& session) {
  const Command noun = AddNoun(app, "place", "Where postcodes are, so that plans can weigh travel");
  AddPlaceImport(noun, session);
  AddCommand(noun, session, "list", "List places", SetUpList, ListPlaces);
  AddCommand(noun, session, "missing", "Organisations and venues whose place is not known", NoSetup,
             ListMissing);
}

}  // namespace pcsp::cli
