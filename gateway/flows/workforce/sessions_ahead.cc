#include "gateway/flows/workforce/sessions_ahead.h"

#include <utility>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

namespace pb = planning::v1;
using Stub = pb::TrainingService::Stub;

constexpr absl::Duration kPage = absl::Seconds(10);

absl::StatusOr<std::vector<pb::Session>> SessionsOf(Clients& clients,
                                                    const ForecastQuestion& question,
                                                    const pb::Course& course) {
  pb::ListSessionsRequest list;
  list.set_parent(question.programme);
  list.set_course(course.name());
  list.set_from_date(absl::FormatCivilTime(question.horizon.day));
  list.set_until_date(absl::FormatCivilTime(question.horizon.last_day()));
  std::vector<pb::Session> sessions;
  RETURN_IF_ERROR(EachPage(*clients.training, &Stub::ListSessions, list, kPage, [&](auto& page) {
    sessions.insert(sessions.end(), page.sessions().begin(), page.sessions().end());
  }));
  return sessions;
}

absl::Status ReadEnrolments(Clients& clients, SessionAhead& ahead) {
  pb::ListEnrolmentsRequest list;
  list.set_parent(ahead.session.name());
  list.set_state(pb::ENROLMENT_STATE_ENROLLED);
  return EachPage(*clients.training, &Stub::ListEnrolments, list, kPage,
                  [&ahead](const auto& page) {
                    ahead.enrolled.insert(ahead.enrolled.end(), page.enrolments().begin(),
                                          page.enrolments().end());
                  });
}

}  // namespace

absl::StatusOr<std::vector<pb::Course>> CoursesGranting(Clients& clients,
                                                        const ForecastQuestion& question) {
  pb::ListCoursesRequest list;
  list.set_parent(question.programme);
  list.set_competence(question.request.competence());
  std::vector<pb::Course> courses;
  RETURN_IF_ERROR(EachPage(*clients.training, &Stub::ListCourses, list, kPage, [&](auto& page) {
    courses.insert(courses.end(), page.courses().begin(), page.courses().end());
  }));
  if (courses.empty()) return ResourceNotFound("competence", question.request.competence());
  return courses;
}

absl::StatusOr<std::vector<SessionAhead>> SessionsAhead(Clients& clients,
                                                        const ForecastQuestion& question,
                                                        const std::vector<pb::Course>& courses) {
  std::vector<SessionAhead> ahead;
  for (const pb::Course& course : courses) {
    ASSIGN_OR_RETURN(const std::vector<pb::Session> sessions,
                     SessionsOf(clients, question, course));
    for (const pb::Session& session : sessions) {
      if (session.state() != pb::SESSION_STATE_PLANNED &&
          session.state() != pb::SESSION_STATE_CONFIRMED) {
        continue;
      }
      ahead.push_back({course, session, {}});
      RETURN_IF_ERROR(ReadEnrolments(clients, ahead.back()));
    }
  }
  return ahead;
}

}  // namespace pcsp::gateway
