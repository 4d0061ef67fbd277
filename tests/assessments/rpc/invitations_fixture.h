// Issuing invitations and answering with them, as tests of both do.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {

using Answers = std::vector<std::pair<std::string, std::string>>;

class InvitationsTest : public ServiceTest {
 protected:
  static pb::IssueInvitationsRequest IssueRequest(const std::string& site, int count,
                                                  const std::string& request_id = "") {
    pb::IssueInvitationsRequest request;
    request.set_parent(kWave);
    request.set_organisation(Organisation(site));
    request.set_staff_group(type::v1::STAFF_GROUP_GP);
    request.set_count(count);
    request.set_request_id(request_id);
    return request;
  }
  std::vector<std::string> Issue(const std::string& site, int count) {
    const auto issued = Ask(&Stub::IssueInvitations, IssueRequest(site, count));
    EXPECT_OK(issued);
    std::vector<std::string> tokens;
    for (const auto& invitation : issued->invitations()) tokens.push_back(invitation.token());
    last_batch_ = issued->batch();
    return tokens;
  }
  static pb::SubmitResponseRequest Invited(const std::string& token, const Answers& answers,
                                           const std::string& request_id = "") {
    auto request = Response("a1", answers, request_id);
    request.clear_organisation();
    request.clear_staff_group();
    request.set_token(token);
    return request;
  }
  absl::StatusOr<pb::StartResponseResponse> StartWith(const std::string& token,
                                                      const std::string& wave = kWave) {
    pb::StartResponseRequest request;
    request.set_parent(wave);
    request.set_token(token);
    return Ask(&Stub::StartResponse, request);
  }
  absl::Status Save(const std::string& token, const Answers& answers) {
    pb::SaveDraftRequest request;
    request.set_parent(kWave);
    request.set_token(token);
    for (const auto& [item, code] : answers) (*request.mutable_answers())[item] = code;
    return Ask(&Stub::SaveDraft, request).status();
  }
  absl::StatusOr<pb::InvitationBatch> Revoke(const std::string& name, const std::string& etag = "",
                                             const std::string& request_id = "") {
    pb::RevokeInvitationsRequest request;
    request.set_name(name);
    request.set_etag(etag);
    request.set_request_id(request_id);
    return Ask(&Stub::RevokeInvitations, request);
  }
  absl::StatusOr<pb::ListOutstandingInvitationsResponse> Outstanding(
      const std::string& site = "", int page_size = 0, const std::string& page_token = "") {
    pb::ListOutstandingInvitationsRequest request;
    request.set_parent(kWave);
    if (!site.empty()) request.set_organisation(Organisation(site));
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    return Ask(&Stub::ListOutstandingInvitations, request);
  }
  int Respondents(const std::string& site) {
    EXPECT_OK(CloseWave());
    return Evidence({site})->evidence(0).respondents();
  }
  void OpenByInvitationOnly() {
    pb::CreateWaveRequest request;
    request.set_parent("programmes/p");
    request.set_wave_id("w1");
    request.mutable_wave()->set_display_name("Spring");
    request.mutable_wave()->set_min_group_size(3);
    request.mutable_wave()->add_instruments("instruments/practice/versions/1");
    request.mutable_wave()->set_access(pb::WAVE_ACCESS_INVITATION_ONLY);
    ASSERT_OK(Ask(&Stub::CreateWave, request));
    ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  }

  pb::InvitationBatch last_batch_;
};

}  // namespace pcsp::assessments::testing
