#include "services/planning/rpc/training/facilitation/convert_facilitation.h"

#include "services/planning/domain/calendar.h"

namespace pcsp::planning::training {
namespace {

constexpr double kMinutes = 60;

// In the order in which they were given, so that what is wrong with one names it.
std::vector<ClosedDay> ClosedDaysFrom(const pb::TrainingSettings& proto, Violations& violations) {
  std::vector<ClosedDay> days;
  for (int i = 0; i < proto.closed_days_size(); ++i) {
    const std::string field = absl::StrCat("training_settings.closed_days[", i, "].date");
    const pb::ClosedDay& closed = proto.closed_days(i);
    days.push_back(
        {DayFrom(field, closed.date(), kNever, Need::kRequired, violations), closed.title()});
  }
  return days;
}

void TakeMonths(const pb::FacilitatorCapacity& proto, Capacity& capacity, Violations& violations) {
  for (int i = 0; i < proto.months_size(); ++i) {
    const std::string field = absl::StrCat("facilitator_capacity.months[", i, "].month");
    const auto month = MonthFromText(proto.months(i).month());
    if (!month) {
      violations.Add(field, proto.months(i).month(), "a month, written yyyy-mm");
    } else if (!capacity.months.emplace(*month, MinutesFrom(proto.months(i).hours())).second) {
      violations.Add(field, proto.months(i).month(), "each once");
    }
  }
}

// Facilitator and practice of an assignment or a contact.
template <typename Proto, typename T>
void TakePair(const std::string& type, const Proto& proto, Need need, T& value,
              Violations& violations) {
  value.facilitator = IdOf(value.programme, "appointments", type + ".facilitator",
                           proto.facilitator(), need, violations);
  value.practice = IdOf(value.programme, "organisations", type + ".practice", proto.practice(),
                        need, violations);
}

template <typename T>
void CheckSamePair(const std::string& type, const T& given, const T& current,
                   Violations& violations) {
  CheckFixed(type + ".facilitator", given.facilitator, current.facilitator, violations);
  CheckFixed(type + ".practice", given.practice, current.practice, violations);
}

}  // namespace

pb::FacilitatorCapacity ToProto(const Capacity& capacity) {
  pb::FacilitatorCapacity proto;
  proto.set_name(NameOf(capacity));
  proto.set_facilitator(NameIn(capacity.programme, "appointments", capacity.id));
  proto.set_hours_per_month(capacity.minutes_per_month / kMinutes);
  for (const auto& [month, minutes] : capacity.months) {
    pb::MonthlyHours* const added = proto.add_months();
    added->set_month(MonthText(month));
    added->set_hours(minutes / kMinutes);
  }
  for (const std::string& id : capacity.travel_regions) {
    proto.add_travel_regions(NameIn(capacity.programme, "organisations", id));
  }
  for (const std::string& skill : capacity.skills) proto.add_skills(skill);
  SetKept(capacity, proto);
  return proto;
}

pb::Leave ToProto(const Leave& leave) {
  pb::Leave proto;
  proto.set_name(NameOf(leave));
  proto.set_appointment(NameIn(leave.programme, "appointments", leave.appointment));
  proto.set_start_date(DayText(leave.first));
  proto.set_end_date(DayText(leave.last));
  SetKept(leave, proto);
  return proto;
}

pb::Assignment ToProto(const Assignment& assignment) {
  pb::Assignment proto;
  proto.set_name(NameOf(assignment));
  proto.set_facilitator(NameIn(assignment.programme, "appointments", assignment.facilitator));
  proto.set_practice(NameIn(assignment.programme, "organisations", assignment.practice));
  proto.set_start_date(DayText(assignment.first));
  proto.set_end_date(DayOrNever(assignment.last));
  SetKept(assignment, proto);
  return proto;
}

pb::Contact ToProto(const Contact& contact) {
  pb::Contact proto;
  proto.set_name(NameOf(contact));
  proto.set_facilitator(NameIn(contact.programme, "appointments", contact.facilitator));
  proto.set_practice(NameIn(contact.programme, "organisations", contact.practice));
  proto.set_contact_date(DayText(contact.day));
  proto.set_kind(static_cast<pb::ContactKind>(contact.kind));
  proto.set_hours(contact.minutes / kMinutes);
  proto.set_notes(contact.notes);
  SetKept(contact, proto);
  return proto;
}

pb::TrainingSettings ToProto(const Settings& settings) {
  pb::TrainingSettings proto;
  proto.set_name(absl::StrCat(ProgrammeName(settings.programme), "/trainingSettings"));
  proto.set_contact_hours_per_year(settings.contact_minutes_per_year / kMinutes);
  proto.set_most_practices(settings.most_practices);
  proto.set_lapsing_days(settings.lapsing_days);
  proto.set_quality_assurance_months(settings.quality_assurance_months);
  for (const ClosedDay& closed : settings.closed_days) {
    pb::ClosedDay* const added = proto.add_closed_days();
    added->set_date(DayText(closed.day));
    added->set_title(closed.title);
  }
  SetKept(settings, proto);
  if (settings.revision == 0) {
    proto.clear_create_time();
    proto.clear_update_time();
  }
  return proto;
}

pb::FacilitatorLoad ToProto(const std::string& programme, const FacilitatorLoad& load) {
  pb::FacilitatorLoad proto;
  proto.set_facilitator(NameIn(programme, "appointments", load.facilitator));
  proto.set_practice_count(load.practices_at_once);
  proto.set_needed_hours(load.needed_hours);
  proto.set_given_hours(load.given_hours);
  if (load.capacity_hours) proto.set_capacity_hours(*load.capacity_hours);
  for (const CaseloadWarning warning : load.warnings) {
    proto.add_warnings(static_cast<pb::CaseloadWarning>(warning));
  }
  for (const PracticeLoad& practice : load.practices) {
    pb::PracticeLoad* const added = proto.add_practices();
    added->set_practice(NameIn(programme, "organisations", practice.practice));
    added->set_needed_hours(practice.needed_hours);
    added->set_given_hours(practice.given_hours);
    added->set_contact_count(practice.contacts);
    if (practice.last_contact) added->set_last_contact_date(DayText(*practice.last_contact));
  }
  return proto;
}

Capacity FromProto(const NameParts& id, const pb::FacilitatorCapacity& proto,
                   Violations& violations) {
  Capacity capacity;
  capacity.programme = id.programme;
  capacity.id = id.id;
  capacity.minutes_per_month = MinutesFrom(proto.hours_per_month());
  TakeMonths(proto, capacity, violations);
  for (int i = 0; i < proto.travel_regions_size(); ++i) {
    std::string region = IdOf(id.programme, "organisations",
                              absl::StrCat("facilitator_capacity.travel_regions[", i, "]"),
                              proto.travel_regions(i), Need::kRequired, violations);
    if (!region.empty()) capacity.travel_regions.push_back(std::move(region));
  }
  capacity.skills = {proto.skills().begin(), proto.skills().end()};
  return capacity;
}

Leave FromProto(const std::string& programme, const pb::Leave& proto, Violations& violations) {
  Leave leave;
  leave.programme = programme;
  leave.appointment = IdOf(programme, "appointments", "leave.appointment", proto.appointment(),
                           Need::kRequired, violations);
  leave.first = DayFrom("leave.start_date", proto.start_date(), {}, Need::kRequired, violations);
  leave.last =
      DayFrom("leave.end_date", proto.end_date(), leave.first, Need::kRequired, violations);
  return leave;
}

Assignment FromProto(const std::string& programme, const pb::Assignment& proto, Need need,
                     Violations& violations) {
  Assignment assignment;
  assignment.programme = programme;
  TakePair("assignment", proto, need, assignment, violations);
  assignment.first = DayFrom("assignment.start_date", proto.start_date(), {}, need, violations);
  assignment.last =
      DayFrom("assignment.end_date", proto.end_date(), kNever, Need::kOptional, violations);
  return assignment;
}

Contact FromProto(const std::string& programme, const pb::Contact& proto, Need need,
                  Violations& violations) {
  Contact contact;
  contact.programme = programme;
  TakePair("contact", proto, need, contact, violations);
  contact.day = DayFrom("contact.contact_date", proto.contact_date(), {}, need, violations);
  contact.kind = EnumFrom("contact.kind", proto.kind(), ContactKind::kMessage, violations);
  contact.minutes = MinutesFrom(proto.hours());
  contact.notes = proto.notes();
  return contact;
}

void Patch(const Capacity& given, const pb::UpdateFacilitatorCapacityRequest& request,
           Capacity& capacity, Violations& violations) {
  const Mask mask(request.update_mask(), {"hours_per_month", "months", "travel_regions", "skills"},
                  violations);
  if (mask.Has("hours_per_month", given.minutes_per_month != 0)) {
    capacity.minutes_per_month = given.minutes_per_month;
  }
  if (mask.Has("months", !given.months.empty())) capacity.months = given.months;
  if (mask.Has("travel_regions", !given.travel_regions.empty())) {
    capacity.travel_regions = given.travel_regions;
  }
  if (mask.Has("skills", !given.skills.empty())) capacity.skills = given.skills;
}

void Patch(const Assignment& given, const pb::UpdateAssignmentRequest& request,
           Assignment& assignment, Violations& violations) {
  const Mask mask(request.update_mask(), {"start_date", "end_date"}, violations);
  CheckSamePair("assignment", given, assignment, violations);
  if (mask.Has("start_date", !request.assignment().start_date().empty())) {
    assignment.first = given.first;
  }
  if (mask.Has("end_date", given.last != kNever)) assignment.last = given.last;
}

void Patch(const Contact& given, const pb::UpdateContactRequest& request, Contact& contact,
           Violations& violations) {
  const Mask mask(request.update_mask(), {"contact_date", "kind", "hours", "notes"}, violations);
  CheckSamePair("contact", given, contact, violations);
  if (mask.Has("contact_date", !request.contact().contact_date().empty())) {
    contact.day = given.day;
  }
  if (mask.Has("kind", given.kind != ContactKind::kUnspecified)) contact.kind = given.kind;
  if (mask.Has("hours", given.minutes != 0)) contact.minutes = given.minutes;
  if (mask.Has("notes", !given.notes.empty())) contact.notes = given.notes;
}

void Patch(const pb::UpdateTrainingSettingsRequest& request, Settings& settings,
           Violations& violations) {
  const pb::TrainingSettings& given = request.training_settings();
  const Mask mask(request.update_mask(),
                  {"contact_hours_per_year", "most_practices", "lapsing_days",
                   "quality_assurance_months", "closed_days"},
                  violations);
  const Settings defaults;
  if (mask.Has("contact_hours_per_year", given.has_contact_hours_per_year())) {
    settings.contact_minutes_per_year = given.has_contact_hours_per_year()
                                            ? MinutesFrom(given.contact_hours_per_year())
                                            : defaults.contact_minutes_per_year;
  }
  if (mask.Has("most_practices", given.most_practices() != 0)) {
    settings.most_practices =
        given.most_practices() != 0 ? given.most_practices() : defaults.most_practices;
  }
  if (mask.Has("lapsing_days", given.has_lapsing_days())) {
    settings.lapsing_days = given.has_lapsing_days() ? given.lapsing_days() : defaults.lapsing_days;
  }
  if (mask.Has("quality_assurance_months", given.quality_assurance_months() != 0)) {
    settings.quality_assurance_months = given.quality_assurance_months() != 0
                                            ? given.quality_assurance_months()
                                            : defaults.quality_assurance_months;
  }
  if (mask.Has("closed_days", !given.closed_days().empty())) {
    settings.closed_days = ClosedDaysFrom(given, violations);
  }
}

}  // namespace pcsp::planning::training
