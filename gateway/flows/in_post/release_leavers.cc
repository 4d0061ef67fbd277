#include "gateway/flows/in_post/release_leavers.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "gateway/flows/in_post/leaver_search.h"
#include "gateway/flows/names.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

namespace pb = planning::v1;
using Stub = pb::TrainingService::Stub;

constexpr int kAtOnce = 500;  // enrolments that one call withdraws

absl::Status CheckRequest(const v1::ReleaseLeaversRequest& request) {
  Violations violations;
  if (const auto programme = ProgrammeOf("parent", absl::StrCat(request.parent(), "/x"));
      !programme.ok() || *programme != request.parent()) {
    violations.Add("parent", request.parent(), "programmes/{programme}");
  }
  const std::string& until = request.until_date();
  absl::CivilDay day;
  if (!until.empty() &&
      (!absl::ParseCivilTime(until, &day) || absl::FormatCivilTime(day) != until)) {
    violations.Add("until_date", until, "a day, yyyy-mm-dd");
  }
  const auto check = [&](const char* field, const std::string& name, const char* kind) {
    if (name.empty() || absl::StartsWith(name, absl::StrCat(request.parent(), "/", kind, "/"))) {
      return;
    }
    violations.Add(field, name, absl::StrCat(request.parent(), "/", kind, "/{id}"));
  };
  check("practice", request.practice(), "organisations");
  check("session", request.session(), "sessions");
  if (!request.request_id().empty() && !IsUuid(request.request_id())) {
    violations.Add("request_id", request.request_id(), "a UUID");
  }
  return violations.ToStatus();
}

// The same for a request and its retry.
std::string SelectionOf(v1::ReleaseLeaversRequest request) {
  request.clear_request_id();
  return Sha256Hex(request.SerializeAsString());
}

class Releasing {
 public:
  Releasing(Clients& clients, const rpc::Call& call, const v1::ReleaseLeaversRequest& request)
      : clients_(clients), call_(call), request_(request) {}

  absl::StatusOr<v1::ReleaseLeaversResponse> Run() {
    ASSIGN_OR_RETURN(found_, FindLeavers(clients_, call_, request_));
    // A retry finds others: it asks for every step that the first call may have done.
    bool again = !request_.request_id().empty() && !request_.validate_only();
    if (found_.places().empty() && !again) return std::move(found_);
    for (int begin = 0, step = 0; again || begin < found_.places_size(); ++step) {
      const int end = EndOfStep(begin);
      ASSIGN_OR_RETURN(again, Release(begin, end, step));
      if (!again) begin = end;
    }
    return std::move(reply_);
  }

 private:
  // Whole sessions where they fit, so that no leaver moves up in place of another.
  int EndOfStep(int begin) const {
    const auto session = [this](int i) {
      const std::string& name = found_.places(i).enrolment().name();
      return name.substr(0, name.rfind("/enrolments/"));
    };
    int end = std::min(begin + kAtOnce, found_.places_size());
    if (end == found_.places_size()) return end;
    int whole = end;
    while (whole > begin && session(whole - 1) == session(end)) --whole;
    return whole > begin ? whole : end;
  }

  // What `step` of the request was asked to release before, if that is so, or else those of
  // `found_` from `begin` to before `end`. Says whether it was before.
  absl::StatusOr<bool> Release(int begin, int end, int step) {
    v1::ReleaseLeaversResponse released;
    if (step == 0) released.set_looked_at(found_.looked_at());
    for (int i = begin; i < end; ++i) *released.add_places() = found_.places(i);
    const auto withdraw = WithdrawalOf(released, step);
    const auto asked =
        Ask(*clients_.training, &Stub::BatchWithdrawEnrolments, withdraw, call_.deadline);
    if (const auto detail = ErrorDetailOf(asked.status());
        detail && detail->reason == "REQUEST_ID_REUSED") {
      return RequestIdReused(request_.request_id());  // the one that the caller knows
    }
    ASSIGN_OR_RETURN(const auto done, asked);
    if (!released.ParseFromString(done.remark()) ||
        released.places_size() != done.enrolments_size()) {
      return absl::InternalError("planning withdrew others than it was asked to");
    }
    for (int i = 0; i < released.places_size() && !request_.validate_only(); ++i) {
      *released.mutable_places(i)->mutable_enrolment() = done.enrolments(i);
    }
    reply_.set_looked_at(reply_.looked_at() + released.looked_at());
    reply_.mutable_places()->MergeFrom(released.places());
    reply_.mutable_promoted()->MergeFrom(done.promoted());
    reply_.set_reservations_given_up(reply_.reservations_given_up() + done.reservations_given_up());
    return done.remark() != withdraw.remark();
  }

  // What is asked for comes back with the reply, and to a retry what was asked for then.
  pb::BatchWithdrawEnrolmentsRequest WithdrawalOf(const v1::ReleaseLeaversResponse& places,
                                                  int step) const {
    pb::BatchWithdrawEnrolmentsRequest withdraw;
    withdraw.set_parent(absl::StrCat(request_.parent(), "/sessions/-"));
    withdraw.set_give_up_reservations(!request_.keep_reservations());
    withdraw.set_validate_only(request_.validate_only());
    withdraw.set_selection(SelectionOf(request_));
    withdraw.set_remark(places.SerializeAsString());
    if (!request_.request_id().empty()) {
      const std::string id = absl::AsciiStrToLower(request_.request_id());
      withdraw.set_request_id(
          NamedUuid(absl::StrCat(request_.parent(), " release leavers ", id, " step ", step)));
    }
    for (const v1::LeaverPlace& place : places.places()) {
      pb::EnrolmentToWithdraw& one = *withdraw.add_enrolments();
      one.set_name(place.enrolment().name());
      one.set_etag(place.enrolment().etag());
    }
    return withdraw;
  }

  Clients& clients_;
  const rpc::Call& call_;
  const v1::ReleaseLeaversRequest& request_;
  v1::ReleaseLeaversResponse found_, reply_;
};

}  // namespace

absl::StatusOr<v1::ReleaseLeaversResponse> ReleaseLeavers(
    Clients& clients, const rpc::Call& call, const v1::ReleaseLeaversRequest& request) {
  RETURN_IF_ERROR(CheckRequest(request));
  return Releasing(clients, call, request).Run();
}

}  // namespace pcsp::gateway
