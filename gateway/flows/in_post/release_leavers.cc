#include "gateway/flows/in_post/release_leavers.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gateway/flows/in_post/leavers.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

namespace pb = planning::v1;
using Stub = pb::TrainingService::Stub;

constexpr absl::Duration kPage = absl::Seconds(10);
constexpr int kAtOnce = 500;  // enrolments that one call withdraws

absl::Status CheckRequest(const v1::ReleaseLeaversRequest& request) {
  Violations violations;
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
  return violations.ToStatus();
}

class Releasing {
 public:
  Releasing(Clients& clients, const rpc::Call& call, const v1::ReleaseLeaversRequest& request)
      : clients_(clients), call_(call), request_(request) {}

  absl::StatusOr<v1::ReleaseLeaversResponse> Run() {
    RETURN_IF_ERROR(ReadSessions());
    for (const pb::Session& session : sessions_) RETURN_IF_ERROR(ReadEnrolments(session));
    RETURN_IF_ERROR(FindLeavers());
    for (int begin = 0; begin < reply_.places_size();) {
      const int end = EndOfStep(begin);
      RETURN_IF_ERROR(Release(begin, end));
      begin = end;
    }
    return std::move(reply_);
  }

 private:
  bool IsAhead(const pb::Session& session) const {
    return (session.state() == pb::SESSION_STATE_PLANNED ||
            session.state() == pb::SESSION_STATE_CONFIRMED) &&
           absl::FromUnixSeconds(session.start_time().seconds()) > call_.now;
  }

  // By their start.
  absl::Status ReadSessions() {
    if (!request_.session().empty()) {
      pb::GetSessionRequest get;
      get.set_name(request_.session());
      ASSIGN_OR_RETURN(const pb::Session session,
                       Ask(*clients_.training, &Stub::GetSession, get, call_.deadline));
      const std::string& until = request_.until_date();
      const bool late = !until.empty() && session.start().substr(0, 10) > until;
      if (IsAhead(session) && !late) sessions_.push_back(session);
      return absl::OkStatus();
    }
    pb::ListSessionsRequest list;
    list.set_parent(request_.parent());
    // A day earlier, since the clock on the wall may be behind.
    list.set_from_date(absl::FormatCivilTime(absl::ToCivilDay(call_.now, absl::UTCTimeZone()) - 1));
    list.set_until_date(request_.until_date());
    return EachPage(*clients_.training, &Stub::ListSessions, list, kPage, [this](const auto& page) {
      for (const pb::Session& session : page.sessions()) {
        if (IsAhead(session)) sessions_.push_back(session);
      }
    });
  }

  absl::Status ReadEnrolments(const pb::Session& session) {
    if (session.enrolled_count() + session.waiting_count() == 0) return absl::OkStatus();
    pb::ListEnrolmentsRequest list;
    list.set_parent(session.name());
    list.set_practice(request_.practice());
    return EachPage(*clients_.training, &Stub::ListEnrolments, list, kPage, [&](const auto& page) {
      for (const pb::Enrolment& one : page.enrolments()) {
        if (one.state() == pb::ENROLMENT_STATE_WITHDRAWN) continue;
        enrolled_[session.name()].push_back(one);
        participants_.insert(one.participant());
      }
    });
  }

  absl::Status FindLeavers() {
    ASSIGN_OR_RETURN(
        const Careers careers,
        Careers::Read(clients_, request_.parent(), {participants_.begin(), participants_.end()}));
    for (const pb::Session& session : sessions_) {
      auto& enrolled = enrolled_[session.name()];
      std::ranges::sort(enrolled, {}, [](const pb::Enrolment& one) { return one.participant(); });
      ASSIGN_OR_RETURN(const pb::Course course, CourseOf(session));
      for (const pb::Enrolment& one : enrolled) {
        reply_.set_looked_at(reply_.looked_at() + 1);
        auto place = LeaverOf(one, session, course, careers);
        if (place) *reply_.add_places() = *std::move(place);
      }
    }
    return absl::OkStatus();
  }

  absl::StatusOr<pb::Course> CourseOf(const pb::Session& session) {
    const auto known = courses_.find(session.course());
    if (known != courses_.end()) return known->second;
    pb::GetCourseRequest get;
    get.set_name(session.course());
    ASSIGN_OR_RETURN(courses_[session.course()],
                     Ask(*clients_.training, &Stub::GetCourse, get, call_.deadline));
    return courses_[session.course()];
  }

  // Whole sessions where they fit, so that no leaver moves up in place of another.
  int EndOfStep(int begin) const {
    const auto session = [this](int i) {
      const std::string& name = reply_.places(i).enrolment().name();
      return name.substr(0, name.rfind("/enrolments/"));
    };
    int end = std::min(begin + kAtOnce, reply_.places_size());
    if (end == reply_.places_size()) return end;
    int whole = end;
    while (whole > begin && session(whole - 1) == session(end)) --whole;
    return whole > begin ? whole : end;
  }

  absl::Status Release(int begin, int end) {
    pb::BatchWithdrawEnrolmentsRequest withdraw;
    withdraw.set_parent(absl::StrCat(request_.parent(), "/sessions/-"));
    withdraw.set_give_up_reservations(!request_.keep_reservations());
    withdraw.set_validate_only(request_.validate_only());
    for (int i = begin; i < end; ++i) {
      pb::EnrolmentToWithdraw& one = *withdraw.add_enrolments();
      one.set_name(reply_.places(i).enrolment().name());
      one.set_etag(reply_.places(i).enrolment().etag());
    }
    ASSIGN_OR_RETURN(const auto done, Ask(*clients_.training, &Stub::BatchWithdrawEnrolments,
                                          withdraw, call_.deadline));
    for (int i = begin; i < end && !request_.validate_only(); ++i) {
      *reply_.mutable_places(i)->mutable_enrolment() = done.enrolments(i - begin);
    }
    reply_.mutable_promoted()->MergeFrom(done.promoted());
    reply_.set_reservations_given_up(reply_.reservations_given_up() + done.reservations_given_up());
    return absl::OkStatus();
  }

  Clients& clients_;
  const rpc::Call& call_;
  const v1::ReleaseLeaversRequest& request_;
  std::vector<pb::Session> sessions_;
  std::map<std::string, std::vector<pb::Enrolment>> enrolled_;  // by session
  std::set<std::string> participants_;
  std::map<std::string, pb::Course> courses_;
  v1::ReleaseLeaversResponse reply_;
};

}  // namespace

absl::StatusOr<v1::ReleaseLeaversResponse> ReleaseLeavers(
    Clients& clients, const rpc::Call& call, const v1::ReleaseLeaversRequest& request) {
  RETURN_IF_ERROR(CheckRequest(request));
  return Releasing(clients, call, request).Run();
}

}  // namespace pcsp::gateway
