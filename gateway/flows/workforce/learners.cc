#include "gateway/flows/workforce/learners.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "common/base/status_macros.h"
#include "gateway/flows/in_post/leavers.h"
#include "gateway/flows/in_post/trained.h"
#include "gateway/flows/workforce/learner_notes.h"
#include "gateway/flows/workforce/sessions_ahead.h"

namespace pcsp::gateway {
namespace {

namespace pb = planning::v1;

// A staff group of a practice.
using OfPractice = std::pair<std::string, type::v1::StaffGroup>;

// A place that somebody has in a session.
struct Booking {
  PostKey post;
  absl::CivilDay day;
};

class Gatherer {
 public:
  Gatherer(Clients& clients, const ForecastQuestion& question, const Staff& staff, Posts& posts)
      : clients_(clients), question_(question), staff_(staff), posts_(posts) {
    for (const auto& [key, people] : staff.people) {
      Learning& post = learners_.posts[key];
      post.intakes.resize(question.horizon.months);
      post.expiring.resize(question.horizon.months);
    }
  }

  absl::StatusOr<Learners> Run(Notes& notes) {
    ASSIGN_OR_RETURN(const std::vector<pb::Course> courses, CoursesGranting(clients_, question_));
    for (const pb::Course& course : courses) TakeCourse(course);
    ASSIGN_OR_RETURN(ahead_, SessionsAhead(clients_, question_, courses));
    RETURN_IF_ERROR(TakeSessions());
    RETURN_IF_ERROR(ReadCompetences());
    TakeBookings();
    counts_.holders = static_cast<int>(holders_.size());
    TellCounts(counts_, question_.request.within().empty(), notes);
    return std::move(learners_);
  }

 private:
  // What the courses have in common.
  void TakeCourse(const pb::Course& course) {
    granting_.insert(course.name());
    if (course.kind() != pb::COURSE_KIND_REFRESHER && course.validity_months() > 0) {
      int& shortest = learners_.validity_months;
      shortest =
          shortest == 0 ? course.validity_months() : std::min(shortest, course.validity_months());
    }
    const bool given = course.trainer_stage() != pb::TRAINER_STAGE_UNSPECIFIED;
    const pb::TrainerStage stage = given ? course.trainer_stage() : pb::TRAINER_STAGE_CO_DELIVERING;
    const bool first = granting_.size() == 1;
    learners_.trainer_stage = first ? stage : std::min(learners_.trainer_stage, stage);
  }

  absl::Status TakeSessions() {
    std::set<std::string> participants;
    for (const SessionAhead& one : ahead_) {
      for (const pb::Enrolment& enrolled : one.enrolled)
        participants.insert(enrolled.participant());
    }
    ASSIGN_OR_RETURN(
        const Careers careers,
        Careers::Read(clients_, question_.programme, {participants.begin(), participants.end()}));
    for (const SessionAhead& one : ahead_) {
      std::map<OfPractice, int> taken;  // places that people have
      TakeEnrolments(one, careers, taken);
      TakeKept(one.course, one.session, taken);
      ++counts_.sessions;
      counts_.seats += one.session.capacity();
      // A screen seats any number, and takes no trainer.
      if (one.course.kind() == pb::COURSE_KIND_E_LEARNING) continue;
      ++taught_;
      taught_seats_ += one.session.capacity();
    }
    return absl::OkStatus();
  }

  void TakeEnrolments(const SessionAhead& ahead, const Careers& careers,
                      std::map<OfPractice, int>& taken) {
    absl::CivilDay day;
    if (!absl::ParseCivilTime(ahead.session.start().substr(0, 10), &day)) return;
    for (const pb::Enrolment& enrolment : ahead.enrolled) {
      const auto site = staff_.site_of.find(enrolment.practice());
      if (site == staff_.site_of.end()) continue;
      if (LeaverOf(enrolment, ahead.session, ahead.course, careers)) {
        ++counts_.left;
        continue;
      }
      ++counts_.enrolled;
      ++taken[{enrolment.practice(), enrolment.staff_group()}];
      const Booking booking{{site->second, enrolment.staff_group()}, day};
      const auto [known, fresh] = bookings_.emplace(enrolment.participant(), booking);
      if (!fresh && day < known->second.day) known->second = booking;
    }
  }

  // Places that a programme plan keeps for practices, as far as nobody has taken them: whoever
  // comes to a course after another that grants the same has it by then.
  void TakeKept(const pb::Course& course, const pb::Session& session,
                std::map<OfPractice, int>& taken) {
    const bool renews = std::ranges::any_of(
        course.prerequisites(), [this](const auto& before) { return granting_.contains(before); });
    absl::CivilDay day;
    if (!absl::ParseCivilTime(session.start().substr(0, 10), &day)) return;
    for (const pb::PlaceReservation& kept : session.reservations()) {
      const auto site = staff_.site_of.find(kept.practice());
      if (site == staff_.site_of.end()) continue;
      const PostKey key = {site->second, kept.staff_group()};
      int& there = taken[{kept.practice(), kept.staff_group()}];
      const int used = std::min(there, kept.people());
      there -= used;
      const int people = kept.people() - used;
      counts_.kept += people;
      const auto post = learners_.posts.find(key);
      if (renews) {
        counts_.renewing += people;
      } else if (post == learners_.posts.end()) {
        counts_.uncounted += people;
      } else {
        post->second.intakes[question_.horizon.MonthOf(day)] += people;
      }
    }
  }

  // Those who have it are counted, and those whom it leaves without a booking before.
  absl::Status ReadCompetences() {
    ASSIGN_OR_RETURN(const Competences all,
                     ListCompetences(clients_, question_.programme, question_.request.competence(),
                                     question_.horizon.day));
    RETURN_IF_ERROR(posts_.Read(ParticipantsOf(all)));
    for (const pb::Competence& one : all) {
      if (one.state() == pb::COMPETENCE_STATE_LAPSED) continue;
      const Competences placed = InPost({one}, posts_);
      for (const pb::Competence& here : placed) TakeCompetence(here);
      if (placed.empty() && staff_.site_of.contains(one.practice())) ++counts_.left;
    }
    return absl::OkStatus();
  }

  void TakeCompetence(const pb::Competence& one) {
    const auto site = staff_.site_of.find(one.practice());
    if (site == staff_.site_of.end()) {
      ++counts_.elsewhere;
      return;
    }
    holders_.insert(one.participant());
    const auto post = learners_.posts.find({site->second, one.staff_group()});
    if (post == learners_.posts.end()) {
      ++counts_.uncounted;
      return;
    }
    ++post->second.trained;
    absl::CivilDay lapse;
    if (!absl::ParseCivilTime(one.lapse_date(), &lapse)) return;  // never
    const auto booking = bookings_.find(one.participant());
    if (booking != bookings_.end() && booking->second.day < lapse) return;
    const int month = question_.horizon.MonthOf(lapse);
    if (question_.horizon.Has(month)) ++post->second.expiring[month];
  }

  void TakeBookings() {
    for (const auto& [participant, booking] : bookings_) {
      if (holders_.count(participant) > 0) {
        ++counts_.renewing;
        continue;
      }
      const auto post = learners_.posts.find(booking.post);
      if (post == learners_.posts.end()) {
        ++counts_.uncounted;
      } else {
        ++post->second.intakes[question_.horizon.MonthOf(booking.day)];
      }
    }
    if (taught_ > 0) learners_.seats_a_session = static_cast<double>(taught_seats_) / taught_;
    for (auto& [key, post] : learners_.posts) {
      const int people = staff_.people.at(key);
      counts_.above += std::max(0, post.trained - people);
      post.trained = std::min(post.trained, people);
    }
  }

  Clients& clients_;
  const ForecastQuestion& question_;
  const Staff& staff_;
  Posts& posts_;
  Learners learners_;
  std::vector<SessionAhead> ahead_;
  std::map<std::string, Booking> bookings_;  // the first of each participant
  std::set<std::string> granting_;           // courses
  std::set<std::string> holders_;
  LearnerCounts counts_;
  int64_t taught_seats_ = 0;
  int taught_ = 0;
};

}  // namespace

absl::StatusOr<Learners> ListLearners(Clients& clients, const ForecastQuestion& question,
                                      const Staff& staff, Posts& posts, Notes& notes) {
  return Gatherer(clients, question, staff, posts).Run(notes);
}

}  // namespace pcsp::gateway
