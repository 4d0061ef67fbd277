// What funnel, silence and sites cost for a national programme: 7,000 practices in 200 steering
// groups and as many networks, ten milestones each. Not a test; run it by hand on a fresh database:
//
//   build/release/bin/registry_journey_bench sqlite:/some/folder/new.db
//   build/release/bin/registry_journey_bench 'postgresql://...'
#include <algorithm>
#include <functional>
#include <iostream>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/base/clock.h"
#include "common/rpc/log.h"
#include "common/rpc/metrics.h"
#include "common/rpc/server.h"
#include "common/storage/sql.h"
#include "pcsp/registry/v1/registry_service.grpc.pb.h"
#include "services/registry/module.h"
#include "services/registry/store/sql_store.h"

namespace pcsp::registry {
namespace {

namespace pb = ::pcsp::registry::v1;
using Stub = pb::RegistryService::Stub;
using State = MilestoneState;

constexpr int kPractices = 7000;
constexpr int kGroups = 200;
constexpr int kRounds = 15;
constexpr State kWay[] = {State::kInterested,   State::kTaster, State::kCommitted,
                          State::kTrained,      State::kPaused, State::kTrained,
                          State::kSystemsReady, State::kLive,   State::kNormalising,
                          State::kSustained};
const Date kStart(2020, 1, 1);

Organisation Make(std::string id, OrganisationKind kind) {
  Organisation organisation;
  organisation.programme = "north";
  organisation.id = std::move(id);
  organisation.uid = organisation.id;
  organisation.kind = kind;
  organisation.display_name = "Alderbrook Medical Practice";
  organisation.status = OrganisationStatus::kActive;
  organisation.revision = 1;
  return organisation;
}

void Relate(Writer& writer, const std::string& subject, RelationshipKind kind,
            const std::string& object) {
  Relationship relationship;
  relationship.programme = "north";
  relationship.id = absl::StrFormat("%s-%s", subject, object);
  relationship.subject = subject;
  relationship.object = object;
  relationship.kind = kind;
  relationship.period.first = kStart;
  relationship.revision = 1;
  writer.Insert(relationship);
}

void FillUpperLevels(Writer& writer) {
  Programme programme;
  programme.id = programme.uid = programme.display_name = "north";
  programme.revision = programme.content_revision = 1;
  writer.Insert(programme);
  writer.Insert(Make("system", OrganisationKind::kWholeSystem));
  for (int i = 0; i < kGroups; ++i) {
    const std::string group = absl::StrFormat("group-%03d", i);
    const std::string network = absl::StrFormat("network-%03d", i);
    writer.Insert(Make(group, OrganisationKind::kSteeringGroup));
    writer.Insert(Make(network, OrganisationKind::kPcn));
    Relate(writer, group, RelationshipKind::kPartOf, "system");
    Relate(writer, network, RelationshipKind::kSupportedBy, group);
  }
}

void FillPractice(Writer& writer, int i) {
  const std::string id = absl::StrFormat("a%05d", i);
  writer.Insert(Make(id, OrganisationKind::kPractice));
  Relate(writer, id, RelationshipKind::kPartnerOf, absl::StrFormat("network-%03d", i % kGroups));
  Relate(writer, id, RelationshipKind::kSupportedBy, absl::StrFormat("group-%03d", i % kGroups));
  SiteContext context;
  context.programme = "north";
  context.organisation = id;
  context.effective_date = kStart + i % 900;
  writer.Put(context);
  Milestone milestone;
  milestone.programme = "north";
  milestone.organisation = id;
  milestone.evidence = MilestoneEvidence::kVisit;
  milestone.note = "As the facilitator wrote after the visit";
  milestone.revision = 1;
  for (size_t step = 0; step < std::size(kWay); ++step) {
    milestone.id = absl::StrFormat("m%02d", step);
    milestone.state = kWay[step];
    milestone.date = kStart + i % 200 + static_cast<int>(step) * (60 + i % 97);
    writer.Put(milestone);
  }
}

absl::Status Fill(const std::string& url) {
  sql::Options options;
  options.url = url;
  options.schema = "registry";
  auto database = sql::Database::Open(std::move(options));
  if (!database.ok()) return database.status();
  absl::Status status = SqlStore::Migrate(**database, absl::Now());
  SqlStore store(database->get());
  const Change change = {{}, absl::Now()};
  for (int i = 0; i < kPractices && status.ok(); i += 1000) {
    const auto fill = [&](Writer& writer) -> absl::StatusOr<std::string> {
      if (i == 0) FillUpperLevels(writer);
      for (int practice = i; practice < i + 1000; ++practice) FillPractice(writer, practice);
      return "";
    };
    status = store.Write(change, fill).status();
  }
  return status;
}

// Prints the median and the extremes of some rounds.
void Measure(const std::string& what, const std::function<grpc::Status()>& call) {
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    const absl::Time start = absl::Now();
    const grpc::Status status = call();
    times.push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
    if (!status.ok()) std::cerr << what << ": " << status.error_message() << "\n";
  }
  std::sort(times.begin(), times.end());
  std::cout << absl::StreamFormat("%-34s %7.1f ms (%.1f to %.1f)\n", what, times[kRounds / 2],
                                  times.front(), times.back());
}

// One call of the stub; the reply is thrown away.
template <typename Request, typename Response>
std::function<grpc::Status()> CallOf(Stub& stub,
                                     grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                  const Request&, Response*),
                                     Request request) {
  return [&stub, method, request] {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(50)));
    Response response;
    return (stub.*method)(&context, request, &response);
  };
}

void MeasureAll(Stub& stub) {
  pb::GetMilestoneFunnelRequest funnel;
  funnel.set_parent("programmes/north");
  funnel.set_as_of_date("2023-01-01");
  Measure("funnel of the programme", CallOf(stub, &Stub::GetMilestoneFunnel, funnel));
  funnel.set_within("programmes/north/organisations/group-007");
  Measure("funnel of one steering group", CallOf(stub, &Stub::GetMilestoneFunnel, funnel));
  pb::ListSilentSitesRequest silent;
  silent.set_parent("programmes/north");
  silent.set_as_of_date("2023-01-01");
  Measure("first 50 silent sites", CallOf(stub, &Stub::ListSilentSites, silent));
  pb::ListSitesRequest sites;
  sites.set_parent("programmes/north");
  sites.set_page_size(1000);
  Measure("1000 sites with their states", CallOf(stub, &Stub::ListSites, sites));
  pb::ListMilestonesRequest milestones;
  milestones.set_parent("programmes/north/organisations/a03500");
  Measure("milestones of one site", CallOf(stub, &Stub::ListMilestones, milestones));
  milestones.set_parent("programmes/north/organisations/-");
  milestones.add_states(pb::MILESTONE_STATE_MERGED);
  Measure("a search that finds none of 70,000", CallOf(stub, &Stub::ListMilestones, milestones));
  int note = 0;
  Measure("record one in place of another", [&] {
    pb::RecordMilestoneRequest request;
    request.set_parent("programmes/north/organisations/a03500");
    auto* milestone = request.mutable_milestone();
    milestone->set_state(pb::MILESTONE_STATE_FOLLOWED_UP);
    milestone->set_date(FormatDate(kStart + 3500 % 200 + 5 * (60 + 3500 % 97) + 1 + note++));
    milestone->set_evidence(pb::MILESTONE_EVIDENCE_VISIT);
    static std::string last;
    request.set_replaces(last);
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(50)));
    pb::Milestone response;
    const grpc::Status status = stub.RecordMilestone(&context, request, &response);
    last = response.name();
    return status;
  });
}

int Main(const std::string& url) {
  const absl::Time start = absl::Now();
  if (const absl::Status status = Fill(url); !status.ok()) {
    std::cerr << status << "\n";
    return 1;
  }
  std::cout << "filled in " << absl::Now() - start << "\n";
  rpc::Log log{rpc::LogLevel::kOff};
  rpc::Metrics metrics;
  rpc::ModuleEnv env;
  env.database_url = url;
  env.worker_threads = 2;
  env.page_token_key = "bench";
  env.log = &log;
  env.metrics = &metrics;
  env.clock = &SystemClock();
  auto module = MakeModule(env);
  auto server = rpc::Server::Start({.services = {&(*module)->service()}});
  MeasureAll(*pb::RegistryService::NewStub((*server)->InProcessChannel()));
  return 0;
}

}  // namespace
}  // namespace pcsp::registry

int main(int argc, char** argv) {
  if (argc == 2) return pcsp::registry::Main(argv[1]);
  std::cerr << "usage: registry_journey_bench DATABASE-URL\n";
  return 2;
}
