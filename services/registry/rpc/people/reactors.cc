#include "services/registry/rpc/registry_service.h"

namespace pcsp::registry {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* RegistryService::CreatePerson(CallbackServerContext* context,
                                                  const pb::CreatePersonRequest* request,
                                                  pb::Person* response) {
  return handler_.Unary(context, request, response, "CreatePerson",
                        [this](const rpc::Call& call, const auto& message) {
                          return people_.CreatePerson(call, message);
                        });
}

ServerUnaryReactor* RegistryService::GetPerson(CallbackServerContext* context,
                                               const pb::GetPersonRequest* request,
                                               pb::Person* response) {
  return handler_.Unary(context, request, response, "GetPerson",
                        [this](const rpc::Call& call, const auto& message) {
                          return people_.GetPerson(call, message);
                        });
}

ServerUnaryReactor* RegistryService::ListPeople(CallbackServerContext* context,
                                                const pb::ListPeopleRequest* request,
                                                pb::ListPeopleResponse* response) {
  return handler_.Unary(context, request, response, "ListPeople",
                        [this](const rpc::Call& call, const auto& message) {
                          return people_.ListPeople(call, message);
                        });
}

ServerUnaryReactor* RegistryService::UpdatePerson(CallbackServerContext* context,
                                                  const pb::UpdatePersonRequest* request,
                                                  pb::Person* response) {
  return handler_.Unary(context, request, response, "UpdatePerson",
                        [this](const rpc::Call& call, const auto& message) {
                          return people_.UpdatePerson(call, message);
                        });
}

ServerUnaryReactor* RegistryService::ExportPerson(CallbackServerContext* context,
                                                  const pb::ExportPersonRequest* request,
                                                  pb::PersonExport* response) {
  return handler_.Unary(context, request, response, "ExportPerson",
                        [this](const rpc::Call& call, const auto& message) {
                          return people_.ExportPerson(call, message);
                        });
}

ServerUnaryReactor* RegistryService::ErasePerson(CallbackServerContext* context,
                                                 const pb::ErasePersonRequest* request,
                                                 pb::Person* response) {
  return handler_.Unary(context, request, response, "ErasePerson",
                        [this](const rpc::Call& call, const auto& message) {
                          return people_.ErasePerson(call, message);
                        });
}

ServerUnaryReactor* RegistryService::CreateAppointment(CallbackServerContext* context,
                                                       const pb::CreateAppointmentRequest* request,
                                                       pb::Appointment* response) {
  return handler_.Unary(context, request, response, "CreateAppointment",
                        [this](const rpc::Call& call, const auto& message) {
                          return appointments_.CreateAppointment(call, message);
                        });
}

ServerUnaryReactor* RegistryService::GetAppointment(CallbackServerContext* context,
                                                    const pb::GetAppointmentRequest* request,
                                                    pb::Appointment* response) {
  return handler_.Unary(context, request, response, "GetAppointment",
                        [this](const rpc::Call& call, const auto& message) {
                          return appointments_.GetAppointment(call, message);
                        });
}

ServerUnaryReactor* RegistryService::ListAppointments(CallbackServerContext* context,
                                                      const pb::ListAppointmentsRequest* request,
                                                      pb::ListAppointmentsResponse* response) {
  return handler_.Unary(context, request, response, "ListAppointments",
                        [this](const rpc::Call& call, const auto& message) {
                          return appointments_.ListAppointments(call, message);
                        });
}

ServerUnaryReactor* RegistryService::CountAppointedPeople(
    CallbackServerContext* context, const pb::CountAppointedPeopleRequest* request,
    pb::CountAppointedPeopleResponse* response) {
  return handler_.Unary(context, request, response, "CountAppointedPeople",
                        [this](const rpc::Call& call, const auto& message) {
                          return appointments_.CountAppointedPeople(call, message);
                        });
}

ServerUnaryReactor* RegistryService::UpdateAppointment(CallbackServerContext* context,
                                                       const pb::UpdateAppointmentRequest* request,
                                                       pb::Appointment* response) {
  return handler_.Unary(context, request, response, "UpdateAppointment",
                        [this](const rpc::Call& call, const auto& message) {
                          return appointments_.UpdateAppointment(call, message);
                        });
}

ServerUnaryReactor* RegistryService::EndAppointment(CallbackServerContext* context,
                                                    const pb::EndAppointmentRequest* request,
                                                    pb::Appointment* response) {
  return handler_.Unary(context, request, response, "EndAppointment",
                        [this](const rpc::Call& call, const auto& message) {
                          return appointments_.EndAppointment(call, message);
                        });
}

}  // namespace pcsp::registry
