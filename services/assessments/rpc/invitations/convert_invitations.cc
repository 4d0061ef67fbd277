#include "services/assessments/rpc/invitations/convert_invitations.h"

#include "services/assessments/domain/invitations/link_sheet.h"

namespace pcsp::assessments {
namespace {

// The words on a slip.
std::string WordsFor(StaffGroup group) {
  switch (group) {
    case StaffGroup::kGp:
      return "general practitioners";
    case StaffGroup::kNurse:
      return "nurses";
    case StaffGroup::kDirectPatientCare:
      return "direct patient care";
    case StaffGroup::kAdmin:
      return "administrative staff";
    case StaffGroup::kLeadership:
      return "leadership";
  }
  return "";
}

pb::InvitationBatchState StateOf(const InvitationBatch& batch, absl::Time now) {
  if (batch.revoked) return pb::INVITATION_BATCH_STATE_REVOKED;
  return batch.HasExpired(now) ? pb::INVITATION_BATCH_STATE_EXPIRED
                               : pb::INVITATION_BATCH_STATE_LIVE;
}

}  // namespace

pb::InvitationBatch ToProto(const InvitationBatch& batch, const FrozenWave& frozen,
                            absl::Time now) {
  pb::InvitationBatch message;
  message.set_name(batch.name.ToString());
  message.set_organisation(
      OrganisationName{frozen.wave.name.programme, frozen.sites[batch.site - 1].organisation}
          .ToString());
  message.set_staff_group(
      static_cast<pcsp::type::v1::StaffGroup>(static_cast<int>(batch.staff_group)));
  message.set_issued(batch.issued);
  message.set_state(StateOf(batch, now));
  if (batch.expire_time) {
    message.mutable_expire_time()->set_seconds(absl::ToUnixSeconds(*batch.expire_time));
  }
  message.set_etag(batch.etag());
  return message;
}

pb::IssueInvitationsResponse Shown(const FrozenWave& frozen, const InvitationBatch& batch,
                                   const std::vector<std::string>& tokens,
                                   const pb::IssueInvitationsRequest& request, absl::Time now) {
  const std::string& link_base = request.link_base();
  pb::IssueInvitationsResponse response;
  *response.mutable_batch() = ToProto(batch, frozen, now);
  const std::string& id = frozen.sites[batch.site - 1].organisation;
  SheetPart slips{.site = request.site_title().empty() ? id : request.site_title(),
                  .staff_group = WordsFor(batch.staff_group),
                  .until = batch.expire_time};
  for (const std::string& token : tokens) {
    auto* invitation = response.add_invitations();
    invitation->set_token(token);
    if (link_base.empty()) continue;
    slips.links.push_back(LinkOf(link_base, frozen.wave.name.ToString(), token));
    invitation->set_link(slips.links.back());
  }
  if (!link_base.empty()) response.set_sheet(LinkSheet(frozen.wave.display_name, {slips}));
  return response;
}

}  // namespace pcsp::assessments
