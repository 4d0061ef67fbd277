#include "gateway/checks/mentions.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"

namespace pcsp::gateway {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Fields = std::map<std::string, std::vector<std::string>, std::less<>>;

constexpr absl::string_view kTraining = "/pcsp.planning.v1.TrainingService/";
constexpr absl::string_view kPlanning = "/pcsp.planning.v1.PlanningService/";
constexpr absl::string_view kProgrammePlans = "/pcsp.planning.v1.ProgrammePlanService/";

const Fields& AllFields() {
  static const Fields& fields = *new Fields([] {
    Fields all;
    const auto training = [&](absl::string_view method, std::vector<std::string> paths) {
      all[absl::StrCat(kTraining, method)] = std::move(paths);
    };
    training("CreateVenue", {"venue.region"});
    training("UpdateVenue", {"venue.region"});
    training("CreateSession", {"session.trainers"});
    training("UpdateSession", {"session.trainers"});
    training("CreateEnrolment", {"enrolment.participant", "enrolment.practice"});
    training("BatchCreateEnrolments", {"enrolments.participant", "enrolments.practice"});
    training("RecordAttendance", {"marks.participant", "marks.practice"});
    training("RecordTrainerStep", {"name"});
    training("UpdateFacilitatorCapacity",
             {"facilitator_capacity.name", "facilitator_capacity.travel_regions"});
    training("CreateLeave", {"leave.appointment"});
    training("CreateAssignment", {"assignment.facilitator", "assignment.practice"});
    training("CreateContact", {"contact.facilitator", "contact.practice"});
    const auto planning = [&](absl::string_view method, std::vector<std::string> paths) {
      all[absl::StrCat(kPlanning, method)] = std::move(paths);
    };
    planning("CreateCalendarFeed", {"owner", "person"});
    planning("CreateSolution", {"solution.organisation"});
    planning("UpdateSolution", {"solution.organisation"});
    planning("CreateAdaptation", {"parent"});
    planning("SignOffAdaptation", {"signed_by"});
    planning("CreateStory", {"parent", "story.agreed_by"});
    planning("RecordOutcomes", {"outcomes.organisation", "outcomes.context.whole_system"});
    planning("DraftPlan", {"parent", "context.whole_system"});
    planning("AgreePlan", {"agreed_by", "role_owners.owner"});
    planning("AddAction", {"action.owner"});
    planning("UpdateAction", {"action.owner"});
    planning("RecordActionEvent", {"by"});
    planning("ReviewAction", {"by"});
    all[absl::StrCat(kProgrammePlans, "ApproveProgrammePlan")] = {"approved_by"};
    all[absl::StrCat(kProgrammePlans, "ApplyProgrammePlan")] = {"applied_by"};
    return all;
  }());
  return fields;
}

class Collector {
 public:
  explicit Collector(std::vector<Mention>* mentions) : mentions_(*mentions) {}

  // `path` from its `at`th segment on; `prefix` is the way to `message`.
  void Collect(const Message& message, const std::vector<std::string>& path, size_t at,
               const std::string& prefix) {
    const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(path[at]);
    if (field == nullptr) return;  // a test tries every field
    const auto& reflection = *message.GetReflection();
    const std::string here = absl::StrCat(prefix, path[at]);
    if (!field->is_repeated()) {
      if (at + 1 == path.size()) {
        Add(here, reflection.GetString(message, field));
      } else if (reflection.HasField(message, field)) {
        Collect(reflection.GetMessage(message, field), path, at + 1, here + ".");
      }
      return;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      const std::string place = absl::StrCat(here, "[", i, "]");
      if (at + 1 == path.size()) {
        Add(place, reflection.GetRepeatedString(message, field, i));
      } else {
        Collect(reflection.GetRepeatedMessage(message, field, i), path, at + 1, place + ".");
      }
    }
  }

 private:
  void Add(const std::string& field, std::string name) {
    if (!name.empty()) mentions_.push_back({field, std::move(name)});
  }

  std::vector<Mention>& mentions_;
};

}  // namespace

const std::vector<std::string>& MentioningFields(absl::string_view method) {
  static const std::vector<std::string>& none = *new std::vector<std::string>;
  const auto found = AllFields().find(method);
  return found == AllFields().end() ? none : found->second;
}

std::vector<std::string> MentioningMethods() {
  std::vector<std::string> methods;
  for (const auto& [method, fields] : AllFields()) methods.push_back(method);
  return methods;
}

std::vector<Mention> MentionsIn(const Message& request, const std::vector<std::string>& fields) {
  std::vector<Mention> mentions;
  Collector collector(&mentions);
  for (const std::string& field : fields) {
    collector.Collect(request, absl::StrSplit(field, '.'), 0, "");
  }
  return mentions;
}

}  // namespace pcsp::gateway
