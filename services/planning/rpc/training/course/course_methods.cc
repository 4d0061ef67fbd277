#include "services/planning/rpc/training/course/course_methods.h"

#include <algorithm>

#include "services/planning/domain/training/errors.h"
#include "services/planning/domain/training/words.h"
#include "services/planning/rpc/training/course/convert_course.h"

namespace pcsp::planning::training {
namespace {

void CheckAmongOthers(sql::RecordReader& reader, Course& course, Violations& violations) {
  CheckCourse(course, AllOf<Course>(reader, course.programme), violations);
}

void CheckAlone(sql::RecordReader&, Venue& venue, Violations& violations) {
  CheckVenue(venue, violations);
}

// Refuses while a session has `value` in `column`.
template <typename T>
absl::Status NoSession(sql::RecordReader& reader, absl::string_view column, const T& value) {
  const std::vector<Session> sessions = reader.List<Session>(
      {.where = {sql::Is("programme", value.programme), sql::Is(std::string(column), value.id)},
       .limit = 1});
  if (sessions.empty()) return absl::OkStatus();
  return InUse(Noun<T>::kType, NameOf(value), NameIn(value.programme, "sessions", sessions[0].id));
}

absl::Status NotNeeded(sql::RecordReader& reader, const Course& course) {
  RETURN_IF_ERROR(NoSession(reader, "course", course));
  for (const Course& other : AllOf<Course>(reader, course.programme)) {
    const auto& needs = other.prerequisites;
    if (std::find(needs.begin(), needs.end(), course.id) == needs.end()) continue;
    return InUse("course", NameOf(course), NameOf(other));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<pb::Course> CourseMethods::CreateCourse(
    const rpc::Call& call, const pb::CreateCourseRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckNewId("course_id", request.course_id(), violations);
  CheckRequestId(request.request_id(), violations);
  Course course = FromProto(programme, request.course(), violations);
  course.id = request.course_id();
  return Create<Course>(desk_, "CreateCourse", call, request, course, violations, CheckAmongOthers);
}

absl::StatusOr<pb::Course> CourseMethods::GetCourse(const rpc::Call&,
                                                    const pb::GetCourseRequest& request) const {
  return Get<Course>(desk_, request);
}

absl::StatusOr<pb::ListCoursesResponse> CourseMethods::ListCourses(
    const rpc::Call&, const pb::ListCoursesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const auto kind = EnumFrom("kind", request.kind(), CourseKind::kELearning, violations);
  sql::Query query{.where = {sql::Is("programme", programme)}, .order = {"id"}};
  if (kind != CourseKind::kUnspecified) {
    query.where.push_back(sql::Is("kind", WordOf(kind, kCourseKindWords)));
  }
  if (!request.competence().empty()) {
    query.where.push_back(sql::Is("competence", request.competence()));
  }
  ASSIGN_OR_RETURN(auto listed, List<Course>(desk_, request,
                                             {"ListCourses", request.parent(),
                                              absl::StrCat(request.kind()), request.competence()},
                                             query, violations, IdCursor<Course>));
  pb::ListCoursesResponse reply;
  for (const Course& course : listed.items) *reply.add_courses() = ToProto(course);
  reply.set_next_page_token(listed.next_page_token);
  return reply;
}

absl::StatusOr<pb::Course> CourseMethods::UpdateCourse(
    const rpc::Call& call, const pb::UpdateCourseRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom("courses", "course.name", request.course().name(), violations);
  CheckRequestId(request.request_id(), violations);
  const Course given = FromProto(id.programme, request.course(), violations);
  return Update<Course>(desk_, "UpdateCourse", call, request, id, request.course().etag(),
                        violations,
                        [&](sql::RecordReader& reader, Course& course, Violations& all) {
                          Patch(given, request, course, all);
                          CheckAmongOthers(reader, course, all);
                        });
}

absl::StatusOr<pb::Course> CourseMethods::DeleteCourse(
    const rpc::Call& call, const pb::DeleteCourseRequest& request) const {
  return Delete<Course>(desk_, "DeleteCourse", call, request, NotNeeded);
}

absl::StatusOr<pb::Venue> CourseMethods::CreateVenue(const rpc::Call& call,
                                                     const pb::CreateVenueRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckNewId("venue_id", request.venue_id(), violations);
  CheckRequestId(request.request_id(), violations);
  Venue venue = FromProto(programme, request.venue(), violations);
  venue.id = request.venue_id();
  return Create<Venue>(desk_, "CreateVenue", call, request, venue, violations, CheckAlone);
}

absl::StatusOr<pb::Venue> CourseMethods::GetVenue(const rpc::Call&,
                                                  const pb::GetVenueRequest& request) const {
  return Get<Venue>(desk_, request);
}

absl::StatusOr<pb::ListVenuesResponse> CourseMethods::ListVenues(
    const rpc::Call&, const pb::ListVenuesRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const std::string region =
      IdOf(programme, "organisations", "region", request.region(), Need::kOptional, violations);
  sql::Query query{.where = {sql::Is("programme", programme)}, .order = {"id"}};
  if (!region.empty()) query.where.push_back(sql::Is("region", region));
  ASSIGN_OR_RETURN(auto listed,
                   List<Venue>(desk_, request, {"ListVenues", request.parent(), request.region()},
                               query, violations, IdCursor<Venue>));
  pb::ListVenuesResponse reply;
  for (const Venue& venue : listed.items) *reply.add_venues() = ToProto(venue);
  reply.set_next_page_token(listed.next_page_token);
  return reply;
}

absl::StatusOr<pb::Venue> CourseMethods::UpdateVenue(const rpc::Call& call,
                                                     const pb::UpdateVenueRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom("venues", "venue.name", request.venue().name(), violations);
  CheckRequestId(request.request_id(), violations);
  const Venue given = FromProto(id.programme, request.venue(), violations);
  return Update<Venue>(desk_, "UpdateVenue", call, request, id, request.venue().etag(), violations,
                       [&](sql::RecordReader& reader, Venue& venue, Violations& all) {
                         Patch(given, request, venue, all);
                         CheckAlone(reader, venue, all);
                       });
}

absl::StatusOr<pb::Venue> CourseMethods::DeleteVenue(const rpc::Call& call,
                                                     const pb::DeleteVenueRequest& request) const {
  return Delete<Venue>(desk_, "DeleteVenue", call, request,
                       [](sql::RecordReader& reader, const Venue& venue) {
                         return NoSession(reader, "venue", venue);
                       });
}

}  // namespace pcsp::planning::training
