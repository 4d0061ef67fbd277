#include "gateway/flows/evidence/relations.h"

#include <algorithm>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include "common/base/status_macros.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::SiteEvidence;
using diagnosis::v1::RelateSitesRequest;
using diagnosis::v1::RelateSitesResponse;
using type::v1::Level;

constexpr absl::Duration kAtLeast = absl::Seconds(30), kEach = absl::Milliseconds(5);

struct Place {
  Level level;
  std::string parent;
};

const std::string& RootOf(const SiteEvidence& site) {
  if (!site.whole_system().empty()) return site.whole_system();
  return site.steering_group().empty() ? site.organisation() : site.steering_group();
}

// Not its own parent.
std::string ParentOf(const SiteEvidence& site) {
  const bool grouped = site.level() == type::v1::LEVEL_PRACTICE && !site.steering_group().empty() &&
                       site.steering_group() != site.organisation();
  const std::string& parent = grouped ? site.steering_group() : site.whole_system();
  return parent == site.organisation() ? "" : parent;
}

// What sites say of themselves goes before what others say of them.
std::map<std::string, Place> PlacesOf(const WaveEvidence& evidence,
                                      const std::set<std::string>& roots) {
  std::map<std::string, Place> places;
  for (const SiteEvidence& site : evidence.sites()) {
    if (roots.count(RootOf(site)) > 0) {
      places[site.organisation()] = {site.level(), ParentOf(site)};
    }
  }
  for (const SiteEvidence& site : evidence.sites()) {
    if (roots.count(RootOf(site)) == 0) continue;
    if (!site.steering_group().empty()) {
      places.try_emplace(site.steering_group(),
                         Place{type::v1::LEVEL_STEERING_GROUP, site.whole_system()});
    }
    if (!site.whole_system().empty()) {
      places.try_emplace(site.whole_system(), Place{type::v1::LEVEL_WHOLE_SYSTEM, ""});
    }
  }
  return places;
}

// One call, line by line.
class Conversation {
 public:
  Conversation(Clients& clients, size_t lines) {
    context_.set_deadline(
        absl::ToChronoTime(absl::Now() + kAtLeast + kEach * static_cast<int64_t>(lines)));
    stream_ = clients.diagnosis->RelateSites(&context_);
  }

  // Sends the lines and gives each answer to `take`, in their order. Written on a thread of its
  // own, since neither side need hold more than it likes of what the other has not read.
  template <typename Take>
  absl::Status Say(const std::vector<RelateSitesRequest>& lines, Take take) {
    std::thread writer([&] {
      for (const RelateSitesRequest& line : lines) {
        if (!stream_->Write(line)) return;
      }
    });
    absl::Status status = Hear(lines, take);
    if (!status.ok()) context_.TryCancel();  // or the writer would wait for ever
    writer.join();
    return status;
  }

  absl::Status End() {
    stream_->WritesDone();
    return rpc::FromGrpcStatus(stream_->Finish());
  }

 private:
  template <typename Take>
  absl::Status Hear(const std::vector<RelateSitesRequest>& lines, Take take) {
    for (const RelateSitesRequest& line : lines) {
      RelateSitesResponse answer;
      if (!stream_->Read(&answer)) return Broken();
      RETURN_IF_ERROR(Fault(answer));
      take(line, answer);
    }
    return absl::OkStatus();
  }

  // Why nothing more can be read.
  absl::Status Broken() {
    const absl::Status status = rpc::FromGrpcStatus(stream_->Finish());
    return status.ok() ? absl::UnavailableError("The diagnosis service ended the call.") : status;
  }

  // What can be made nothing of stays so; anything else may be over when it is tried again.
  static absl::Status Fault(const RelateSitesResponse& answer) {
    const auto code = static_cast<grpc::StatusCode>(answer.error().code());
    if (code == grpc::StatusCode::OK || code == grpc::StatusCode::INVALID_ARGUMENT ||
        code == grpc::StatusCode::FAILED_PRECONDITION) {
      return absl::OkStatus();
    }
    return rpc::FromGrpcStatus(
        grpc::Status(code, answer.error().message(), answer.error().SerializeAsString()));
  }

  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<RelateSitesRequest, RelateSitesResponse>> stream_;
};

}  // namespace

std::vector<diagnosis::v1::RelatedSite> RelatedSites(
    const WaveEvidence& evidence, const std::vector<const SiteEvidence*>& wanted) {
  std::set<std::string> roots;
  for (const SiteEvidence* site : wanted) roots.insert(RootOf(*site));
  std::vector<diagnosis::v1::RelatedSite> sites;
  for (const auto& [organisation, place] : PlacesOf(evidence, roots)) {
    diagnosis::v1::RelatedSite& site = sites.emplace_back();
    site.set_organisation(organisation);
    site.set_level(place.level);
    site.set_parent(place.parent);
    *site.mutable_evidence() = evidence.Own(organisation, place.level);
  }
  std::stable_sort(sites.begin(), sites.end(),
                   [](const auto& a, const auto& b) { return a.level() < b.level(); });
  return sites;
}

absl::StatusOr<SurroundingsBySite> RelateSites(Clients& clients, const std::string& programme,
                                               const WaveEvidence& evidence,
                                               const std::vector<const SiteEvidence*>& wanted) {
  std::vector<RelateSitesRequest> sites, questions;
  for (diagnosis::v1::RelatedSite& site : RelatedSites(evidence, wanted)) {
    *sites.emplace_back().mutable_site() = std::move(site);
  }
  if (sites.size() < 2) return SurroundingsBySite();
  sites.front().set_programme(programme);
  for (const SiteEvidence* site : wanted) {
    questions.emplace_back().set_surroundings_of(site->organisation());
  }
  SurroundingsBySite around;
  Conversation conversation(clients, sites.size() + questions.size());
  absl::Status status = conversation.Say(sites, [](const auto&, const auto&) {});
  if (status.ok()) {
    status = conversation.Say(questions, [&](const auto& line, auto& answer) {
      if (!answer.has_surroundings()) return;
      around[line.surroundings_of()] = std::move(*answer.mutable_surroundings());
    });
    if (status.ok()) status = conversation.End();
  }
  // A service of the release before, while an upgrade is under way.
  if (absl::IsUnimplemented(status)) return SurroundingsBySite();
  RETURN_IF_ERROR(status);
  return around;
}

}  // namespace pcsp::gateway
