// Messages of courses and venues as domain values.
#pragma once

#include "pcsp/planning/v1/course.pb.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

namespace pb = ::pcsp::planning::v1;

template <>
struct Noun<Course> {
  using Proto = pb::Course;
  static constexpr absl::string_view kType = "course", kCollection = "courses";
};
template <>
struct Noun<Venue> {
  using Proto = pb::Venue;
  static constexpr absl::string_view kType = "venue", kCollection = "venues";
};

pb::FeedbackQuestion ToProto(const FeedbackQuestion& question);
pb::Course ToProto(const Course& course);
pb::Venue ToProto(const Venue& venue);

// What a client can set; the rest is left as it is by default.
Course FromProto(const std::string& programme, const pb::Course& proto, Violations& violations);
Venue FromProto(const std::string& programme, const pb::Venue& proto, Violations& violations);

// Copies from `given`, which was made of the request's message, what the update is about.
void Patch(const Course& given, const pb::UpdateCourseRequest& request, Course& course,
           Violations& violations);
void Patch(const Venue& given, const pb::UpdateVenueRequest& request, Venue& venue,
           Violations& violations);

}  // namespace pcsp::planning::training
