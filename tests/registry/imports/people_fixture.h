// Files of people taken into a programme in memory.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/registry/domain/people/people_fields.h"
#include "tests/registry/imports/planned_programme.h"

namespace pcsp::registry {

class PeopleFileTest : public PlannedProgramme {
 protected:
  using Row = std::vector<std::string>;

  PeopleFileTest() {
    titles_ = JobTitles::Read("services/registry/content/job_titles.yaml").value();
    Add("icb", "00K", OrganisationKind::kWholeSystem);
    Add("sg1", "", OrganisationKind::kSteeringGroup);
    Add("a81044", "A81044", OrganisationKind::kPractice);
    Add("a81045", "A81045", OrganisationKind::kPractice);
  }

  Plan File(Row header, const Rows& rows, const std::string& sha256 = "file",
            size_t at_once = 1000) {
    Rows all = {std::move(header)};
    all.insert(all.end(), rows.begin(), rows.end());
    return Taken(Source::kPeople, all, sha256, at_once);
  }

  // Key, name, organisation, role, title, from, until, hours.
  Plan Staff(const Rows& rows, const std::string& sha256 = "file", size_t at_once = 1000) {
    return File({"key", "name", "organisation", "role", "title", "start", "end", "hours"}, rows,
                sha256, at_once);
  }

  // "S1 Ann a@b.uk": everybody who is known.
  std::vector<std::string> People() const {
    std::vector<std::string> texts;
    for (const Person& p : known_.people) {
      texts.push_back(absl::StrCat(p.external_key, " ", p.display_name, " ", p.email));
    }
    return texts;
  }

  // "Ann gp_champion a81044 2024-04-01 - title, group gp, hours 8".
  std::vector<std::string> Appointments() const {
    std::vector<std::string> texts;
    for (const Appointment& a : known_.appointments) {
      std::string text = absl::StrCat(NameOf(a.person), " ", Word(a.role), " ", a.organisation);
      for (absl::string_view field : FieldsOf(a)) {
        const auto value = ValueOf(a, field);
        if (value) absl::StrAppend(&text, ", ", field, " ", *value);
      }
      texts.push_back(text);
    }
    return texts;
  }

  std::string NameOf(const std::string& person) const {
    for (const Person& p : known_.people) {
      if (p.id == person) return p.display_name;
    }
    return "nobody";
  }

  // Somebody whom a person has entered.
  Person& Enter(std::string id, std::string name, std::string email = "", std::string key = "") {
    Person person;
    person.programme = "north";
    person.id = std::move(id);
    person.display_name = std::move(name);
    person.email = std::move(email);
    person.external_key = std::move(key);
    person.revision = 1;
    known_.people.push_back(StatedByPerson({}, person));
    return known_.people.back();
  }

  Appointment& Appoint(std::string id, std::string person, std::string organisation, Role role,
                       Period period) {
    Appointment appointment;
    appointment.programme = "north";
    appointment.id = std::move(id);
    appointment.person = std::move(person);
    appointment.organisation = std::move(organisation);
    appointment.role = role;
    appointment.period = period;
    appointment.revision = 1;
    known_.appointments.push_back(StatedByPerson({}, appointment));
    return known_.appointments.back();
  }

  // The titles of the columns at fault in the `i`-th row that has something to say.
  static std::vector<std::string> FaultyColumns(const Plan& plan, size_t i = 0) {
    std::vector<std::string> titles;
    for (const ImportIssue& issue : plan.report.rows().at(i)->issues) {
      if (issue.error) titles.push_back(issue.column_title);
    }
    return titles;
  }

  static std::string HintOf(const Plan& plan, size_t i = 0) {
    return plan.report.rows().at(i)->issues.at(0).hint;
  }
};

}  // namespace pcsp::registry
