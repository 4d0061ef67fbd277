#include "gateway/flows/workforce/learners.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/in_post/leavers.h"
#include "gateway/flows/in_post/trained.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

namespace pb = planning::v1;
using Stub = pb::TrainingService::Stub;

constexpr absl::Duration kPage = absl::Seconds(10);

// A staff group of a practice.
using OfPractice = std::pair<std::string, type::v1::StaffGroup>;

// A place that somebody has in a session.
struct Booking {
  PostKey post;
  absl::CivilDay day;
};

// A session in the diary.
struct Ahead {
  pb::Course course;
  pb::Session session;
  std::vector<pb::Enrolment> enrolled;  // who has a place
};

class Gatherer {
 public:
  Gatherer(Clients& clients, const ForecastQuestion& question, const Staff& staff, Posts& posts)
      : clients_(clients),
        stub_(*clients.training),
        question_(question),
        staff_(staff),
        posts_(posts) {
    for (const auto& [key, people] : staff.people) {
      Learning& post = learners_.posts[key];
      post.intakes.resize(question.horizon.months);
      post.expiring.resize(question.horizon.months);
    }
  }

  absl::StatusOr<Learners> Run(Notes& notes) {
    ASSIGN_OR_RETURN(const std::vector<pb::Course> courses, ReadCourses());
    for (const pb::Course& course : courses) granting_.insert(course.name());
    for (const pb::Course& course : courses) RETURN_IF_ERROR(ReadSessions(course));
    RETURN_IF_ERROR(TakeSessions());
    RETURN_IF_ERROR(ReadCompetences());
    TakeBookings();
    Tell(notes);
    return std::move(learners_);
  }

 private:
  // Those that grant the competence, and what they have in common.
  absl::StatusOr<std::vector<pb::Course>> ReadCourses() {
    pb::ListCoursesRequest list;
    list.set_parent(question_.programme);
    list.set_competence(question_.request.competence());
    std::vector<pb::Course> courses;
    RETURN_IF_ERROR(EachPage(stub_, &Stub::ListCourses, list, kPage, [&](auto& page) {
      courses.insert(courses.end(), page.courses().begin(), page.courses().end());
    }));
    if (courses.empty()) return ResourceNotFound("competence", question_.request.competence());
    int lowest = pb::TRAINER_STAGE_QUALITY_ASSURED;
    for (const pb::Course& course : courses) {
      if (course.kind() != pb::COURSE_KIND_REFRESHER && course.validity_months() > 0) {
        int& shortest = learners_.validity_months;
        shortest =
            shortest == 0 ? course.validity_months() : std::min(shortest, course.validity_months());
      }
      const bool given = course.trainer_stage() != pb::TRAINER_STAGE_UNSPECIFIED;
      lowest =
          std::min<int>(lowest, given ? course.trainer_stage() : pb::TRAINER_STAGE_CO_DELIVERING);
    }
    learners_.trainer_stage = static_cast<pb::TrainerStage>(lowest);
    return courses;
  }

  absl::Status ReadSessions(const pb::Course& course) {
    pb::ListSessionsRequest list;
    list.set_parent(question_.programme);
    list.set_course(course.name());
    list.set_from_date(absl::FormatCivilTime(question_.horizon.day));
    list.set_until_date(absl::FormatCivilTime(question_.horizon.last_day()));
    std::vector<pb::Session> sessions;
    RETURN_IF_ERROR(EachPage(stub_, &Stub::ListSessions, list, kPage, [&](auto& page) {
      sessions.insert(sessions.end(), page.sessions().begin(), page.sessions().end());
    }));
    for (const pb::Session& session : sessions) {
      const bool ahead = session.state() == pb::SESSION_STATE_PLANNED ||
                         session.state() == pb::SESSION_STATE_CONFIRMED;
      if (!ahead) continue;
      ahead_.push_back({course, session, {}});
      RETURN_IF_ERROR(ReadEnrolments(session, ahead_.back().enrolled));
    }
    return absl::OkStatus();
  }

  absl::Status ReadEnrolments(const pb::Session& session, std::vector<pb::Enrolment>& enrolled) {
    pb::ListEnrolmentsRequest list;
    list.set_parent(session.name());
    list.set_state(pb::ENROLMENT_STATE_ENROLLED);
    return EachPage(stub_, &Stub::ListEnrolments, list, kPage, [&](const auto& page) {
      enrolled.insert(enrolled.end(), page.enrolments().begin(), page.enrolments().end());
    });
  }

  absl::Status TakeSessions() {
    std::set<std::string> participants;
    for (const Ahead& one : ahead_) {
      for (const pb::Enrolment& enrolled : one.enrolled)
        participants.insert(enrolled.participant());
    }
    ASSIGN_OR_RETURN(
        const Careers careers,
        Careers::Read(clients_, question_.programme, {participants.begin(), participants.end()}));
    for (const Ahead& one : ahead_) {
      std::map<OfPractice, int> taken;  // places that people have
      TakeEnrolments(one, careers, taken);
      TakeKept(one.course, one.session, taken);
      ++sessions_;
      seats_ += one.session.capacity();
      // A screen seats any number, and takes no trainer.
      if (one.course.kind() == pb::COURSE_KIND_E_LEARNING) continue;
      ++taught_;
      taught_seats_ += one.session.capacity();
    }
    return absl::OkStatus();
  }

  void TakeEnrolments(const Ahead& ahead, const Careers& careers,
                      std::map<OfPractice, int>& taken) {
    absl::CivilDay day;
    if (!absl::ParseCivilTime(ahead.session.start().substr(0, 10), &day)) return;
    for (const pb::Enrolment& enrolment : ahead.enrolled) {
      const auto site = staff_.site_of.find(enrolment.practice());
      if (site == staff_.site_of.end()) continue;
      if (LeaverOf(enrolment, ahead.session, ahead.course, careers)) {
        ++left_;
        continue;
      }
      ++enrolled_;
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
      kept_ += people;
      const auto post = learners_.posts.find(key);
      if (renews) {
        renewing_ += people;
      } else if (post == learners_.posts.end()) {
        uncounted_ += people;
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
      if (placed.empty() && staff_.site_of.contains(one.practice())) ++left_;
    }
    return absl::OkStatus();
  }

  void TakeCompetence(const pb::Competence& one) {
    const auto site = staff_.site_of.find(one.practice());
    if (site == staff_.site_of.end()) {
      ++elsewhere_;
      return;
    }
    holders_.insert(one.participant());
    const auto post = learners_.posts.find({site->second, one.staff_group()});
    if (post == learners_.posts.end()) {
      ++uncounted_;
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
        ++renewing_;
        continue;
      }
      const auto post = learners_.posts.find(booking.post);
      if (post == learners_.posts.end()) {
        ++uncounted_;
      } else {
        ++post->second.intakes[question_.horizon.MonthOf(booking.day)];
      }
    }
    if (taught_ > 0) learners_.seats_a_session = static_cast<double>(taught_seats_) / taught_;
    for (auto& [key, post] : learners_.posts) {
      const int people = staff_.people.at(key);
      above_ += std::max(0, post.trained - people);
      post.trained = std::min(post.trained, people);
    }
  }

  void Tell(Notes& notes) const {
    if (holders_.empty()) {
      notes.missing.push_back(
          "Nobody's attendance is recorded, so that nobody counts as trained today.");
    }
    if (elsewhere_ > 0 && question_.request.within().empty()) {
      notes.missing.push_back(absl::StrCat(
          elsewhere_, " trained people come from practices that are not there on the day."));
    }
    if (left_ > 0) {
      notes.assumed.push_back(absl::StrCat(
          left_,
          " trained or enrolled people have left, or will have by their session, by their "
          "appointments, and do not count."));
    }
    if (uncounted_ > 0) {
      notes.missing.push_back(absl::StrCat(
          uncounted_, " trained or enrolled people are of staff groups without a headcount."));
    }
    if (above_ > 0) {
      notes.assumed.push_back(absl::StrCat(above_,
                                           " trained people are more than there are posts, by the "
                                           "headcounts, and do not count."));
    }
    if (renewing_ > 0) {
      notes.assumed.push_back(absl::StrCat(
          renewing_, " places are of people who have the competence by then and renew it."));
    }
    notes.assumed.push_back(sessions_ == 0
                                ? std::string("Nobody else is trained: no session is in the diary.")
                                : absl::StrCat("Everybody with a place comes: ", enrolled_,
                                               " people in ", sessions_, " sessions; ",
                                               std::max<int64_t>(0, seats_ - enrolled_ - kept_),
                                               " places that are free stay so."));
    if (kept_ > 0) {
      notes.assumed.push_back(absl::StrCat(
          "Practices send as many as the programme's plan keeps places for: ", kept_, "."));
    }
  }

  Clients& clients_;
  Stub& stub_;
  const ForecastQuestion& question_;
  const Staff& staff_;
  Posts& posts_;
  Learners learners_;
  std::vector<Ahead> ahead_;
  std::map<std::string, Booking> bookings_;  // the first of each participant
  std::set<std::string> granting_;           // courses
  std::set<std::string> holders_;
  int64_t seats_ = 0, taught_seats_ = 0, kept_ = 0;
  int sessions_ = 0, taught_ = 0, enrolled_ = 0, elsewhere_ = 0, uncounted_ = 0, renewing_ = 0,
      above_ = 0, left_ = 0;
};

}  // namespace

absl::StatusOr<Learners> ListLearners(Clients& clients, const ForecastQuestion& question,
                                      const Staff& staff, Posts& posts, Notes& notes) {
  return Gatherer(clients, question, staff, posts).Run(notes);
}

}  // namespace pcsp::gateway
