// What is taught, and where.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/course.pb.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

// The methods of TrainingService of the same names. Thread-safe.
class CourseMethods {
 public:
  explicit CourseMethods(const Desk& desk) : desk_(desk) {}

  absl::StatusOr<v1::Course> CreateCourse(const rpc::Call& call,
                                          const v1::CreateCourseRequest& request) const;
  absl::StatusOr<v1::Course> GetCourse(const rpc::Call& call,
                                       const v1::GetCourseRequest& request) const;
  absl::StatusOr<v1::ListCoursesResponse> ListCourses(const rpc::Call& call,
                                                      const v1::ListCoursesRequest& request) const;
  absl::StatusOr<v1::Course> UpdateCourse(const rpc::Call& call,
                                          const v1::UpdateCourseRequest& request) const;
  absl::StatusOr<v1::Course> DeleteCourse(const rpc::Call& call,
                                          const v1::DeleteCourseRequest& request) const;

  absl::StatusOr<v1::Venue> CreateVenue(const rpc::Call& call,
                                        const v1::CreateVenueRequest& request) const;
  absl::StatusOr<v1::Venue> GetVenue(const rpc::Call& call,
                                     const v1::GetVenueRequest& request) const;
  absl::StatusOr<v1::ListVenuesResponse> ListVenues(const rpc::Call& call,
                                                    const v1::ListVenuesRequest& request) const;
  absl::StatusOr<v1::Venue> UpdateVenue(const rpc::Call& call,
                                        const v1::UpdateVenueRequest& request) const;
  absl::StatusOr<v1::Venue> DeleteVenue(const rpc::Call& call,
                                        const v1::DeleteVenueRequest& request) const;

 private:
  const Desk desk_;
};

}  // namespace pcsp::planning::training
