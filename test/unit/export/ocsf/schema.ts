/**
 * What OCSF 1.3.0 says of the classes and objects that are exported, as far as they are used; every required attribute is here. `name!`: required; `[]`: a list.
 * Source: https://schema.ocsf.io/1.3.0, restated.
 */
export interface Shape {
  readonly attributes: string;
  readonly atLeastOne?: readonly string[];
  /** Enumerated attributes: numbers and captions. */
  readonly enums?: Readonly<Record<string, Readonly<Record<number, string>>>>;
}

export const SEVERITIES = {
  0: 'Unknown',
  1: 'Informational',
  2: 'Low',
  3: 'Medium',
  4: 'High',
  5: 'Critical',
  6: 'Fatal',
  99: 'Other',
};
const OUTCOME = { 0: 'Unknown', 1: 'Success', 2: 'Failure', 99: 'Other' };
const FINDING = { 0: 'Unknown', 1: 'New', 2: 'In Progress', 3: 'Suppressed', 4: 'Resolved', 99: 'Other' };

/** Of every class. */
export const BASE =
  'activity_id!:integer activity_name:string category_uid!:integer category_name:string class_uid!:integer class_name:string type_uid!:long type_name:string time!:timestamp start_time:timestamp end_time:timestamp message:string metadata!:metadata raw_data:string severity:string severity_id!:integer status:string status_id:integer unmapped:object';

export interface ClassFacts extends Shape {
  readonly name: string;
  readonly category: readonly [number, string];
  readonly activities: string;
  readonly status: Readonly<Record<number, string>>;
  /** Attributes that it has with the profile "host" only. */
  readonly host: readonly string[];
}

const IAM = [3, 'Identity & Access Management'] as const;
const APPLICATION = [6, 'Application Activity'] as const;

/** By `class_uid`. Activities: captions in the order of their numbers from 1 on; 0 is Unknown and 99 Other everywhere. */
export const CLASS_FACTS: Readonly<Record<number, ClassFacts>> = {
  0: {
    name: 'Base Event',
    category: [0, 'Uncategorized'],
    activities: '',
    status: OUTCOME,
    host: [],
    attributes: '',
  },
  2004: {
    name: 'Detection Finding',
    category: [2, 'Findings'],
    activities: 'Create,Update,Close',
    status: FINDING,
    host: ['actor'],
    attributes: 'device:device finding_info!:finding_info resources:resource_details[]',
  },
  3001: {
    name: 'Account Change',
    category: IAM,
    activities:
      'Create,Enable,Password Change,Password Reset,Disable,Delete,Attach Policy,Detach Policy,Lock,MFA Factor Enable,MFA Factor Disable',
    status: OUTCOME,
    host: ['device'],
    attributes: 'src_endpoint:network_endpoint actor:actor user!:user',
  },
  3002: {
    name: 'Authentication',
    category: IAM,
    activities: 'Logon,Logoff,Authentication Ticket,Service Ticket Request,Service Ticket Renew,Preauth',
    status: OUTCOME,
    host: ['device'],
    attributes: 'src_endpoint:network_endpoint actor:actor service:service user!:user',
    atLeastOne: ['service', 'dst_endpoint'],
  },
  3004: {
    name: 'Entity Management',
    category: IAM,
    activities: 'Create,Read,Update,Delete,Move,Enroll,Unenroll,Enable,Disable,Activate,Deactivate,Suspend,Resume',
    status: OUTCOME,
    host: ['device'],
    attributes: 'src_endpoint:network_endpoint actor:actor entity!:managed_entity',
  },
  3006: {
    name: 'Group Management',
    category: IAM,
    activities: 'Assign Privileges,Revoke Privileges,Add User,Remove User,Delete,Create',
    status: OUTCOME,
    host: ['actor', 'device'],
    attributes: 'src_endpoint:network_endpoint group!:group user:user',
    atLeastOne: ['privileges', 'user'],
  },
  6002: {
    name: 'Application Lifecycle',
    category: APPLICATION,
    activities: 'Install,Remove,Start,Stop,Restart,Enable,Disable,Update',
    status: OUTCOME,
    host: ['actor', 'device'],
    attributes: 'app!:product',
  },
  6003: {
    name: 'API Activity',
    category: APPLICATION,
    activities: 'Create,Read,Update,Delete',
    status: OUTCOME,
    host: [],
    attributes: 'api!:api actor!:actor resources:resource_details[] src_endpoint!:network_endpoint',
  },
  6006: {
    name: 'File Hosting Activity',
    category: APPLICATION,
    activities:
      'Upload,Download,Update,Delete,Rename,Copy,Move,Restore,Preview,Lock,Unlock,Share,Unshare,Open,Sync,Unsync',
    status: OUTCOME,
    host: [],
    attributes: 'actor!:actor file!:file src_endpoint!:network_endpoint',
  },
};

const ENDPOINT = ['ip', 'uid', 'name', 'hostname', 'svc_name', 'instance_uid', 'interface_uid', 'interface_name'];
const NAMED = ['name', 'uid'];

export const OBJECTS: Readonly<Record<string, Shape>> = {
  metadata: {
    attributes:
      'event_code:string log_name:string log_provider:string logged_time:timestamp original_time:string product!:product profiles:string[] uid:string version!:string',
  },
  product: { attributes: 'name:string vendor_name!:string version:string', atLeastOne: NAMED },
  finding_info: { attributes: 'desc:string src_url:url title!:string types:string[] uid!:string' },
  device: {
    attributes: 'name:string uid:string owner:user type:string type_id!:integer',
    atLeastOne: ENDPOINT,
    enums: {
      type_id: {
        0: 'Unknown',
        1: 'Server',
        2: 'Desktop',
        3: 'Laptop',
        4: 'Tablet',
        5: 'Mobile',
        6: 'Virtual',
        99: 'Other',
      },
    },
  },
  managed_entity: {
    attributes: 'name:string uid:string type:string type_id:integer device:device group:group policy:policy user:user',
    atLeastOne: ['name', 'uid', 'device', 'group', 'org', 'policy', 'user'],
    enums: {
      type_id: {
        0: 'Unknown',
        1: 'Device',
        2: 'User',
        3: 'Group',
        4: 'Organization',
        5: 'Policy',
        6: 'Email',
        99: 'Other',
      },
    },
  },
  user: {
    attributes: 'name:username uid:string email_addr:email type:string type_id:integer',
    atLeastOne: ['account', 'name', 'uid'],
    enums: { type_id: { 0: 'Unknown', 1: 'User', 2: 'Admin', 3: 'System', 99: 'Other' } },
  },
  actor: {
    attributes: 'app_name:string user:user',
    atLeastOne: ['process', 'user', 'invoked_by', 'session', 'app_name', 'app_uid'],
  },
  file: {
    attributes: 'name!:file_name uid:string type:string type_id!:integer',
    atLeastOne: NAMED,
    enums: {
      type_id: {
        0: 'Unknown',
        1: 'Regular File',
        2: 'Folder',
        3: 'Character Device',
        4: 'Block Device',
        5: 'Local Socket',
        6: 'Named Pipe',
        7: 'Symbolic Link',
        99: 'Other',
      },
    },
  },
  network_endpoint: { attributes: 'name:string ip:ip', atLeastOne: ENDPOINT },
  resource_details: { attributes: 'name:string uid:string type:string', atLeastOne: NAMED },
  group: { attributes: 'name:string uid:string', atLeastOne: NAMED },
  policy: { attributes: 'name:string uid:string', atLeastOne: NAMED },
  service: { attributes: 'name:string', atLeastOne: NAMED },
  api: { attributes: 'operation!:string' },
};
