// pcspctl venue ...
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

struct VenueFlags {
  std::string id, title, region, postcode, address, etag;
  int seats = 0;
};

Table AsTable(const google::protobuf::RepeatedPtrField<pb::Venue>& venues) {
  Table table({"VENUE", "TITLE", "REGION", "ADDRESS", "POSTCODE", "SEATS"});
  for (const auto& v : venues) {
    table.Add({IdOf(v.name()), v.title(), IdOf(v.region()), v.address(), v.postcode(),
               absl::StrCat(v.seats())});
  }
  return table;
}

absl::Status Show(Session& session, const absl::StatusOr<pb::Venue>& venue) {
  RETURN_IF_ERROR(venue.status());
  pb::ListVenuesResponse one;
  *one.add_venues() = *venue;
  Print(session.format, AsTable(one.venues()), *venue);
  return absl::OkStatus();
}

void TakeAll(const Session& session, const VenueFlags& flags, pb::UpdateVenueRequest& request) {
  pb::Venue& venue = *request.mutable_venue();
  Take(flags.title, "title", request, [&](const auto& t) { venue.set_title(t); });
  Take(flags.region, "region", request,
       [&](const auto& t) { venue.set_region(session.NameOf("organisations", t)); });
  Take(flags.address, "address", request, [&](const auto& t) { venue.set_address(t); });
  Take(flags.postcode, "postcode", request, [&](const auto& t) { venue.set_postcode(t); });
  if (flags.seats == 0) return;
  venue.set_seats(flags.seats);
  request.mutable_update_mask()->add_paths("seats");
}

absl::Status Add(Session& session, const VenueFlags& flags) {
  pb::UpdateVenueRequest taken;
  TakeAll(session, flags, taken);
  pb::CreateVenueRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_venue_id(flags.id);
  *request.mutable_venue() = taken.venue();
  return Show(session, Call(session, &TrainingStub::CreateVenue, request));
}

absl::Status Get(Session& session, const VenueFlags& flags) {
  pb::GetVenueRequest request;
  request.set_name(session.NameOf("venues", flags.id));
  return Show(session, Call(session, &TrainingStub::GetVenue, request));
}

absl::Status Update(Session& session, const VenueFlags& flags) {
  pb::UpdateVenueRequest request;
  request.mutable_venue()->set_name(session.NameOf("venues", flags.id));
  request.mutable_venue()->set_etag(flags.etag);
  TakeAll(session, flags, request);
  return Show(session, Call(session, &TrainingStub::UpdateVenue, request));
}

absl::Status Delete(Session& session, const VenueFlags& flags) {
  pb::DeleteVenueRequest request;
  request.set_name(session.NameOf("venues", flags.id));
  request.set_etag(flags.etag);
  return Show(session, Call(session, &TrainingStub::DeleteVenue, request));
}

absl::Status List(Session& session, const VenueFlags& flags) {
  pb::ListVenuesRequest request;
  request.set_parent(session.ProgrammeName());
  if (!flags.region.empty()) request.set_region(session.NameOf("organisations", flags.region));
  ASSIGN_OR_RETURN(const auto all, CallForAll(session, &TrainingStub::ListVenues, request,
                                              [](auto& page, auto& out) {
                                                out.mutable_venues()->MergeFrom(page.venues());
                                              }));
  Print(session.format, AsTable(all.venues()), all);
  return absl::OkStatus();
}

void SetUpId(Command command, VenueFlags& flags) {
  command.AddOption("id", flags.id, "Id of the venue, such as town-hall").Required();
}

void SetUpAdd(Command command, VenueFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("title", flags.title, "What people call it").Required();
  command.AddOption("--region", flags.region, "Organisation that it lies in").Required();
  command.AddOption("--seats", flags.seats, "How many people can be taught there").Required();
  command.AddOption("--postcode", flags.postcode, "Its postcode");
  command.AddOption("--address", flags.address, "Street and town, for diaries");
}

void SetUpEtag(Command command, VenueFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpUpdate(Command command, VenueFlags& flags) {
  SetUpEtag(command, flags);
  command.AddOption("--title", flags.title, "The new title");
  command.AddOption("--region", flags.region, "Organisation that it lies in");
  command.AddOption("--seats", flags.seats, "How many people can be taught there");
  command.AddOption("--postcode", flags.postcode, "Its postcode");
  command.AddOption("--address", flags.address, "Street and town, for diaries");
}

void SetUpList(Command command, VenueFlags& flags) {
  command.AddOption("--region", flags.region, "Only venues in this organisation");
}

}  // namespace

void AddVenues(Command app, Session& session) {
  const Command noun = AddNoun(app, "venue", "Where sessions are held");
  AddCommand(noun, session, "add", "Add a venue", SetUpAdd, Add);
  AddCommand(noun, session, "list", "List venues", SetUpList, List);
  AddCommand(noun, session, "show", "Show one venue", SetUpId, Get);
  AddCommand(noun, session, "update", "Change a venue", SetUpUpdate, Update);
  AddCommand(noun, session, "delete", "Delete a venue that was never used", SetUpEtag, Delete);
}

}  // namespace pcsp::cli
