#include "absl/strings/match.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {

std::string ParticipantName(const Session& session, const std::string& id_or_name) {
  if (absl::StartsWith(id_or_name, "appointments/")) {
    return absl::StrCat(session.ProgrammeName(), "/", id_or_name);
  }
  return session.NameOf("people", id_or_name);
}

const std::map<std::string, type::v1::StaffGroup>& PracticeGroups() {
  static const auto& words = *new std::map<std::string, type::v1::StaffGroup>{
      {"gp", type::v1::STAFF_GROUP_GP},
      {"nurse", type::v1::STAFF_GROUP_NURSE},
      {"direct-patient-care", type::v1::STAFF_GROUP_DIRECT_PATIENT_CARE},
      {"admin", type::v1::STAFF_GROUP_ADMIN}};
  return words;
}

std::string GroupInWords(type::v1::StaffGroup group) {
  if (group == type::v1::STAFF_GROUP_UNSPECIFIED) return "all";
  return Word(type::v1::StaffGroup_Name(group), "STAFF_GROUP_");
}

std::string StageInWords(planning::v1::TrainerStage stage) {
  return Word(planning::v1::TrainerStage_Name(stage), "TRAINER_STAGE_");
}

const std::map<std::string, planning::v1::TrainerStage>& TrainerStages() {
  static const auto& words = *new std::map<std::string, planning::v1::TrainerStage>{
      {"candidate", planning::v1::TRAINER_STAGE_CANDIDATE},
      {"trained", planning::v1::TRAINER_STAGE_TRAINED},
      {"co-delivering", planning::v1::TRAINER_STAGE_CO_DELIVERING},
      {"peer-reviewed", planning::v1::TRAINER_STAGE_PEER_REVIEWED},
      {"quality-assured", planning::v1::TRAINER_STAGE_QUALITY_ASSURED},
      {"lapsed", planning::v1::TRAINER_STAGE_LAPSED}};
  return words;
}

void AddTraining(Command app, Session& session) {
  AddCourses(app, session);
  AddVenues(app, session);
  AddSessions(app, session);
  AddEnrolments(app, session);
  AddAttendance(app, session);
  AddCompetences(app, session);
  AddTrainers(app, session);
  AddFeedback(app, session);
  AddClosedDays(app, session);
  AddFacilitation(app, session);
}

}  // namespace pcsp::cli
