#include "services/planning/rpc/training/competence/competence_records.h"

#include <set>

namespace pcsp::planning::training {
namespace {

constexpr int kAtOnce = 4000;  // enrolments

std::vector<sql::Condition> AttendedBy(const CompetenceQuery& query) {
  return {sql::Is("programme", query.programme), sql::Is("attendance", "attended"),
          sql::AtMost("day", sql::DayText(query.day))};
}

std::vector<std::string> PeopleOf(sql::RecordReader& reader, const CompetenceQuery& query) {
  std::vector<sql::Condition> where = AttendedBy(query);
  where.push_back(sql::OneOfThem("practice", query.practices));
  std::set<std::string> people;
  for (const Enrolment& enrolment : reader.List<Enrolment>({.where = where})) {
    people.insert(enrolment.participant);
  }
  return {people.begin(), people.end()};
}

// The courses that grant what is asked for.
std::vector<Course> Granting(sql::RecordReader& reader, const CompetenceQuery& query) {
  std::vector<Course> courses = AllOf<Course>(reader, query.programme);
  std::erase_if(courses, [&](const Course& course) {
    return course.competence.empty() ||
           (!query.competence.empty() && course.competence != query.competence);
  });
  return courses;
}

// What to read; nothing if nobody can have what is asked for.
std::optional<sql::Query> EnrolmentsFor(sql::RecordReader& reader, const CompetenceQuery& query,
                                        const std::vector<Course>& courses) {
  sql::Query read{.where = AttendedBy(query), .order = {"participant", "id"}, .limit = kAtOnce};
  std::vector<std::string> ids;
  for (const Course& course : courses) ids.push_back(course.id);
  if (ids.empty()) return std::nullopt;
  read.where.push_back(sql::OneOfThem("course", ids));
  if (!query.participant.empty()) {
    read.where.push_back(sql::Is("participant", query.participant));
  }
  if (!query.from_participant.empty()) {
    read.where.push_back(sql::AtLeast("participant", query.from_participant));
  }
  if (!query.practices.empty()) {
    const std::vector<std::string> people = PeopleOf(reader, query);
    if (people.empty()) return std::nullopt;
    read.where.push_back(sql::OneOfThem("participant", people));
  }
  return read;
}

// Takes off all enrolments of the last participant, of whom more may follow.
std::vector<Enrolment> TakeLast(std::vector<Enrolment>& enrolments) {
  std::vector<Enrolment> last;
  const std::string participant = enrolments.back().participant;
  while (!enrolments.empty() && enrolments.back().participant == participant) {
    last.insert(last.begin(), std::move(enrolments.back()));
    enrolments.pop_back();
  }
  return last;
}

}  // namespace

void EachCompetence(sql::RecordReader& reader, const CompetenceQuery& query,
                    const std::function<bool(const Competence&)>& take) {
  const std::vector<Course> courses = Granting(reader, query);
  std::optional<sql::Query> read = EnrolmentsFor(reader, query, courses);
  if (!read) return;
  const int lapsing_days = SettingsOf(reader, query.programme).lapsing_days;
  std::vector<Enrolment> enrolments;
  for (bool more = true; more;) {
    std::vector<Enrolment> next = reader.List<Enrolment>(*read);
    more = next.size() == static_cast<size_t>(kAtOnce);
    if (more) read->after = {next.back().participant, next.back().id};
    enrolments.insert(enrolments.end(), std::make_move_iterator(next.begin()),
                      std::make_move_iterator(next.end()));
    std::vector<Enrolment> rest;
    if (more) rest = TakeLast(enrolments);
    for (const Competence& competence :
         CompetencesOn(query.day, enrolments, courses, lapsing_days)) {
      if (!take(competence)) return;
    }
    enrolments = std::move(rest);
  }
}

Settings SettingsOf(sql::RecordReader& reader, const std::string& programme) {
  if (auto settings = reader.Find<Settings>({programme, programme})) return *settings;
  Settings settings;
  settings.programme = settings.id = programme;
  settings.revision = 0;
  return settings;
}

}  // namespace pcsp::planning::training
