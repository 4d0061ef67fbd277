#include "services/assessments/rpc/invitations/invitation_methods.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/invitations/turnout.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/invitations/convert_invitations.h"
#include "services/assessments/rpc/request_key.h"

namespace pcsp::assessments {
namespace {

constexpr int kDefaultPage = 50, kLargestPage = 1000;
constexpr absl::Duration kLongestLife = absl::Hours(24 * 3653);  // of a token

std::string NewToken() { return TokenOf({RandomBits(), RandomBits(), RandomBits(), RandomBits()}); }

// Follows from the request, so that a request that comes again is known for ever; of chance without
// an id, and in neither case says when.
std::string BatchIdOf(const WaveName& wave, const std::string& request_id) {
  const std::string chance = absl::StrCat(RandomBits(), "/", RandomBits());
  return NamedUuid(absl::StrCat("invitations of ", wave.ToString(), " by ",
                                request_id.empty() ? chance : request_id));
}

// The time given; nothing if none is.
std::optional<absl::Time> ExpireTimeOf(const pb::IssueInvitationsRequest& request, absl::Time now,
                                       Violations& violations) {
  if (!request.has_expire_time()) return std::nullopt;
  const auto& given = request.expire_time();
  const absl::Time time = absl::FromUnixSeconds(given.seconds());
  const bool fits = given.nanos() == 0 && time > now && time < now + kLongestLife;
  if (!fits) {
    violations.Add("expire_time",
                   absl::FormatTime(time + absl::Nanoseconds(given.nanos()), absl::UTCTimeZone()),
                   "a time in the future, at most 10 years from now, in whole seconds");
  }
  return time;
}

// What has expired tells as little of who has answered as what was revoked, by the same rule.
Outstanding OutstandingAt(absl::Time now, std::vector<InvitationBatch> batches, int used,
                          int min_group_size) {
  for (InvitationBatch& batch : batches) batch.revoked |= batch.HasExpired(now);
  return OutstandingOf(batches, used, min_group_size);
}

constexpr size_t kLongestTitle = 200;

const WaveSite* SiteOf(const FrozenWave& frozen, const std::string& organisation) {
  const auto name = ParseOrganisationName(organisation);
  const bool ours = name && name->programme == frozen.wave.name.programme;
  return ours ? frozen.Find(name->organisation) : nullptr;
}

absl::Status NotASite(const std::string& organisation) {
  return InvalidField("organisation", organisation, "the name of a site of this wave");
}

pb::IssueInvitationsRequest AsIssue(const pb::PrintInvitationsRequest& request) {
  pb::IssueInvitationsRequest issue;
  issue.set_parent(request.parent());
  issue.set_organisation(request.organisation());
  issue.set_staff_group(request.staff_group());
  issue.set_count(request.count());
  issue.set_link_base(request.link_base());
  issue.set_request_id(request.request_id());
  issue.set_site_title(request.site_title());
  if (request.has_expire_time()) *issue.mutable_expire_time() = request.expire_time();
  return issue;
}

}  // namespace

absl::StatusOr<pb::IssueInvitationsResponse> InvitationMethods::IssueInvitations(
    const rpc::Call& call, const pb::IssueInvitationsRequest& request) const {
  return Issue(call, request, Links::kIfAsked);
}

absl::StatusOr<pb::IssueInvitationsResponse> InvitationMethods::Issue(
    const rpc::Call& call, const pb::IssueInvitationsRequest& request, Links links) const {
  Violations violations;
  const WaveName name = WaveNameFrom("parent", request.parent(), violations);
  const auto staff_group = FromProto(request.staff_group());
  if (!staff_group) violations.Add("staff_group", "", kStaffGroupRule);
  CheckIssue(request.count(), request.link_base(), violations);
  if (links == Links::kNeeded && request.link_base().empty()) {
    violations.Add("link_base", "", "where people answer, https://survey.example/answer");
  }
  if (request.site_title().size() > kLongestTitle) {
    violations.Add("site_title", request.site_title(), "at most 200 bytes of text");
  }
  const auto expire_time = ExpireTimeOf(request, call.now, violations);
  const std::string request_id = RequestIdFrom("request_id", request.request_id(), violations);
  const auto loaded = waves_->Load(name);
  const WaveSite* const site = loaded.ok() ? SiteOf(**loaded, request.organisation()) : nullptr;
  if (!ParseOrganisationName(request.organisation())) {
    violations.Add("organisation", request.organisation(), kOrganisationNameRule);
  } else if (loaded.ok() && site == nullptr) {
    violations.Merge("", NotASite(request.organisation()));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto frozen, loaded);

  const InvitationBatch batch{.name = {name, BatchIdOf(name, request_id)},
                              .site = site->number,
                              .staff_group = *staff_group,
                              .issued = request.count(),
                              .expire_time = expire_time};
  std::vector<std::string> tokens;
  std::vector<TokenHash> hashes;
  for (int i = 0; i < request.count(); ++i) {
    tokens.push_back(NewToken());
    hashes.push_back(HashOfToken(tokens.back()));
  }
  RETURN_IF_ERROR(store_->IssueInvitations(RequestKeyOf("IssueInvitations", request, request_id),
                                           batch, hashes, call.now));
  return Shown(*frozen, batch, tokens, request, call.now);
}

absl::StatusOr<type::v1::Document> InvitationMethods::PrintInvitations(
    const rpc::Call& call, const pb::PrintInvitationsRequest& request) const {
  ASSIGN_OR_RETURN(const auto issued, Issue(call, AsIssue(request), Links::kNeeded));
  type::v1::Document page;
  page.set_content_type("text/html; charset=utf-8");
  page.set_content(issued.sheet());
  const std::string& batch = issued.batch().name();
  page.set_filename(absl::StrCat("invitations-", batch.substr(batch.rfind('/') + 1), ".html"));
  return page;
}

absl::StatusOr<pb::ListOutstandingInvitationsResponse>
InvitationMethods::ListOutstandingInvitations(
    const rpc::Call& call, const pb::ListOutstandingInvitationsRequest& request) const {
  Violations violations;
  const WaveName name = WaveNameFrom("parent", request.parent(), violations);
  if (request.page_size() < 0) {
    violations.Add("page_size", absl::StrCat(request.page_size()), "0 or more");
  }
  const std::vector<std::string> arguments = {"ListOutstandingInvitations", request.parent(),
                                              request.organisation()};
  const auto cursor = tokens_.Decode(request.page_token(), arguments);
  if (!cursor.ok()) violations.Merge("", cursor.status());
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const Wave wave, store_->GetWave(name));
  pb::ListOutstandingInvitationsResponse response;
  if (wave.state == WaveState::kDraft) return response;
  ASSIGN_OR_RETURN(const auto frozen, waves_->Load(name));
  const WaveSite* const only =
      request.organisation().empty() ? nullptr : SiteOf(*frozen, request.organisation());
  if (only == nullptr && !request.organisation().empty()) return NotASite(request.organisation());

  ASSIGN_OR_RETURN(const std::vector<InvitationBatch> batches, store_->ListBatches(wave));
  ASSIGN_OR_RETURN(const std::vector<int> used, store_->CountAnsweredByToken(wave));
  std::map<int, std::vector<InvitationBatch>> by_site;
  for (const InvitationBatch& batch : batches) by_site[batch.site].push_back(batch);

  int after = 0;
  if (!cursor->empty() && !absl::SimpleAtoi(cursor->front(), &after)) after = 0;
  const int wanted = request.page_size() == 0 ? kDefaultPage : request.page_size();
  const int page = std::min(wanted, kLargestPage);
  for (const auto& [site, of_site] : by_site) {
    if (site <= after || (only != nullptr && only->number != site)) continue;
    if (response.site_invitations_size() == page) {
      response.set_next_page_token(tokens_.Encode({absl::StrCat(after)}, arguments));
      break;
    }
    after = site;
    const Outstanding outstanding =
        OutstandingAt(call.now, of_site, used[site - 1], wave.min_group_size);
    auto* added = response.add_site_invitations();
    added->set_organisation(
        OrganisationName{name.programme, frozen->sites[site - 1].organisation}.ToString());
    added->set_issued(outstanding.issued);
    *added->mutable_outstanding() = assessments::ToProto(outstanding.band);
    for (const InvitationBatch& batch : of_site) {
      *added->add_batches() = ToProto(batch, *frozen, call.now);
    }
  }
  return response;
}

absl::StatusOr<pb::InvitationBatch> InvitationMethods::RevokeInvitations(
    const rpc::Call& call, const pb::RevokeInvitationsRequest& request) const {
  Violations violations;
  const auto name = ParseBatchName(request.name());
  if (!name) violations.Add("name", request.name(), kBatchNameRule);
  const std::string request_id = RequestIdFrom("request_id", request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const auto frozen = waves_->Load(name->wave);
  if (!frozen.ok()) return InvitationBatchNotFound(request.name());
  ASSIGN_OR_RETURN(
      const std::string reply,
      store_->RevokeInvitations(
          RequestKeyOf("RevokeInvitations", request, request_id), *name, call.now,
          [&](InvitationBatch batch) { return Revoke(std::move(batch), request.etag()); },
          [&](const InvitationBatch& batch) {
            return ToProto(batch, **frozen, call.now).SerializeAsString();
          }));
  pb::InvitationBatch batch;
  if (!batch.ParseFromString(reply)) return absl::DataLossError("stored reply");
  return batch;
}

}  // namespace pcsp::assessments
