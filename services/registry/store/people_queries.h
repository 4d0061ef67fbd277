// Lists of people and appointments.
#pragma once

#include <string>
#include <vector>

#include "services/registry/store/reader.h"
#include "soci/session.h"

namespace pcsp::registry {

// As the members of Reader that list the same. They throw what SOCI throws.
std::vector<Person> SelectPeople(soci::session& session, const PersonQuery& query);
std::vector<Appointment> SelectAppointments(soci::session& session, const AppointmentQuery& query);
std::vector<AppointedCount> SelectAppointedCounts(soci::session& session,
                                                  const std::string& programme, Date day);
std::vector<Person> SelectAppointed(soci::session& session, const AppointmentQuery& query);

}  // namespace pcsp::registry
