// Appointing people, and finding who has which role where.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/registry/v1/person.pb.h"
#include "pcsp/registry/v1/registry_service.pb.h"
#include "services/registry/domain/people/job_titles.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The methods of RegistryService of the same names. Thread-safe.
class AppointmentMethods {
 public:
  // All must outlive this.
  AppointmentMethods(Store* store, const PageTokens* tokens, const JobTitles* titles)
      : store_(store), tokens_(tokens), titles_(titles) {}

  absl::StatusOr<v1::Appointment> CreateAppointment(
      const rpc::Call& call, const v1::CreateAppointmentRequest& request) const;
  absl::StatusOr<v1::Appointment> GetAppointment(const rpc::Call& call,
                                                 const v1::GetAppointmentRequest& request) const;
  absl::StatusOr<v1::ListAppointmentsResponse> ListAppointments(
      const rpc::Call& call, const v1::ListAppointmentsRequest& request) const;
  absl::StatusOr<v1::CountAppointedPeopleResponse> CountAppointedPeople(
      const rpc::Call& call, const v1::CountAppointedPeopleRequest& request) const;
  absl::StatusOr<v1::Appointment> UpdateAppointment(
      const rpc::Call& call, const v1::UpdateAppointmentRequest& request) const;
  absl::StatusOr<v1::Appointment> EndAppointment(const rpc::Call& call,
                                                 const v1::EndAppointmentRequest& request) const;

 private:
  Store* const store_;
  const PageTokens* const tokens_;
  const JobTitles* const titles_;
};

}  // namespace pcsp::registry
