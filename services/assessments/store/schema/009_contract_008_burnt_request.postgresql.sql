drop table burnt_request;
