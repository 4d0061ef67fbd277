#include "gateway/flows/plan_programme/trained_people.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/flows/in_post/trained.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using planning::v1::TrainingService;

constexpr absl::Duration kPage = absl::Seconds(10);

// Somebody, and where they last came from.
struct Known {
  PlanPerson person;
  std::string practice;
  type::v1::StaffGroup group = type::v1::STAFF_GROUP_UNSPECIFIED;
};

class Reader {
 public:
  Reader(Clients& clients, const std::string& programme, const PlanFacts& facts)
      : clients_(clients), programme_(programme), facts_(facts) {}

  absl::StatusOr<std::vector<PlanPerson>> Read(Posts& posts) {
    RETURN_IF_ERROR(ReadSessions());
    RETURN_IF_ERROR(ReadAttendance());
    TakeExpected();
    RETURN_IF_ERROR(ReadHeld());
    std::vector<std::string> participants;
    for (const auto& [participant, known] : known_) participants.push_back(participant);
    RETURN_IF_ERROR(posts.Read(participants));
    std::vector<PlanPerson> people;
    for (auto& [participant, known] : known_) {
      for (const Post& post : posts.Of(participant, known.practice, known.group)) {
        known.person.posts.emplace_back(post.practice, post.group);
      }
      if (!known.person.posts.empty()) people.push_back(std::move(known.person));
    }
    return people;
  }

 private:
  // The courses of all sessions before the first day.
  absl::Status ReadSessions() {
    planning::v1::ListSessionsRequest list;
    list.set_parent(programme_);
    list.set_until_date(absl::FormatCivilTime(facts_.start - 1));
    return EachPage(*clients_.training, &TrainingService::Stub::ListSessions, list, kPage,
                    [this](const auto& page) {
                      for (const auto& session : page.sessions()) {
                        courses_[session.name()] = session.course();
                      }
                    });
  }

  absl::Status ReadAttendance() {
    planning::v1::ListEnrolmentsRequest list;
    list.set_parent(absl::StrCat(programme_, "/sessions/-"));
    return EachPage(*clients_.training, &TrainingService::Stub::ListEnrolments, list, kPage,
                    [this](const auto& page) {
                      for (const auto& enrolment : page.enrolments()) TakeAttendance(enrolment);
                    });
  }

  void TakeAttendance(const planning::v1::Enrolment& enrolment) {
    if (enrolment.attendance() != planning::v1::ATTENDANCE_ATTENDED) return;
    const auto course = courses_.find(enrolment.name().substr(0, enrolment.name().rfind("/enr")));
    if (course == courses_.end()) return;
    Find(enrolment).person.attended.insert(course->second);
  }

  // Whoever has a place before the first day is taken to come.
  void TakeExpected() {
    const std::string start = absl::FormatCivilTime(facts_.start);
    for (const planning::v1::Session& session : facts_.sessions) {
      const auto enrolled = facts_.enrolled.find(session.name());
      if (session.start() >= start || enrolled == facts_.enrolled.end()) continue;
      for (const planning::v1::Enrolment& one : enrolled->second) {
        Find(one).person.expected.insert(session.course());
      }
    }
  }

  Known& Find(const planning::v1::Enrolment& enrolment) {
    Known& known = known_[enrolment.participant()];
    if (known.practice.empty()) {
      known.practice = enrolment.practice();
      known.group = enrolment.staff_group();
    }
    return known;
  }

  // Also tells where people came from last.
  absl::Status ReadHeld() {
    ASSIGN_OR_RETURN(const Competences all,
                     ListCompetences(clients_, programme_, "", facts_.start));
    for (const planning::v1::Competence& one : all) {
      Known& known = known_[one.participant()];
      known.practice = one.practice();
      known.group = one.staff_group();
      if (one.state() == planning::v1::COMPETENCE_STATE_LAPSED) continue;
      absl::CivilDay lapse = kNeverLapses;
      if (!one.lapse_date().empty()) (void)absl::ParseCivilTime(one.lapse_date(), &lapse);
      known.person.held[one.competence()] = lapse;
    }
    return absl::OkStatus();
  }

  Clients& clients_;
  const std::string& programme_;
  const PlanFacts& facts_;
  std::map<std::string, std::string> courses_;  // by session
  std::map<std::string, Known> known_;          // by participant
};

}  // namespace

absl::StatusOr<std::vector<PlanPerson>> TrainedPeople(Clients& clients,
                                                      const std::string& programme,
                                                      const PlanFacts& facts, Posts& posts) {
  return Reader(clients, programme, facts).Read(posts);
}

}  // namespace pcsp::gateway
