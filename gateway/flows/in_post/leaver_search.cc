#include "gateway/flows/in_post/leaver_search.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gateway/flows/in_post/leavers.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

namespace pb = planning::v1;
using Stub = pb::TrainingService::Stub;

constexpr absl::Duration kPage = absl::Seconds(10);

class LeaverSearch {
 public:
  LeaverSearch(Clients& clients, const rpc::Call& call, const v1::ReleaseLeaversRequest& request)
      : clients_(clients), call_(call), request_(request) {}

  absl::StatusOr<v1::ReleaseLeaversResponse> Run() {
    RETURN_IF_ERROR(ReadSessions());
    for (const pb::Session& session : sessions_) RETURN_IF_ERROR(ReadEnrolments(session));
    RETURN_IF_ERROR(FindLeavers());
    return std::move(found_);
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
        found_.set_looked_at(found_.looked_at() + 1);
        auto place = LeaverOf(one, session, course, careers);
        if (place) *found_.add_places() = *std::move(place);
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

  Clients& clients_;
  const rpc::Call& call_;
  const v1::ReleaseLeaversRequest& request_;
  std::vector<pb::Session> sessions_;
  std::map<std::string, std::vector<pb::Enrolment>> enrolled_;  // by session
  std::set<std::string> participants_;
  std::map<std::string, pb::Course> courses_;
  v1::ReleaseLeaversResponse found_;
};

}  // namespace

absl::StatusOr<v1::ReleaseLeaversResponse> FindLeavers(Clients& clients, const rpc::Call& call,
                                                       const v1::ReleaseLeaversRequest& request) {
  return LeaverSearch(clients, call, request).Run();
}

}  // namespace pcsp::gateway
