___TERMS_OF_SERVICE___

By creating or modifying this file you agree to Google Tag Manager's Community
Template Gallery Developer Terms of Service available at
https://developers.google.com/tag-manager/gallery-tos (or such other URL as
Google may provide), as modified from time to time.


___INFO___

{
  "type": "TAG",
  "id": "cvt_temp_public_id",
  "version": 1,
  "securityGroups": [],
  "displayName": "Tamtam",
  "categories": ["ANALYTICS"],
  "brand": {
    "id": "brand_dummy",
    "displayName": ""
  },
  "description": "Loads the Tamtam script from your own collector, which counts views, clicks, downloads, forms and videos for Gong.",
  "containerContexts": ["WEB"]
}


___TEMPLATE_PARAMETERS___

[
  {
    "type": "TEXT",
    "name": "collector",
    "displayName": "Collector",
    "simpleValueType": true,
    "defaultValue": "https://collector.example.com",
    "help": "Where your collector is, without a slash at the end. The template's permission to inject scripts has to name the same host.",
    "valueValidators": [
      { "type": "NON_EMPTY" },
      { "type": "REGEX", "args": ["^https://[^/]+(/.*[^/])?$"] }
    ]
  },
  {
    "type": "TEXT",
    "name": "site",
    "displayName": "Site",
    "simpleValueType": true,
    "help": "The site's id in the collector's configuration.",
    "valueValidators": [{ "type": "NON_EMPTY" }]
  },
  {
    "type": "TEXT",
    "name": "trackingParams",
    "displayName": "Tracking parameters",
    "simpleValueType": true,
    "help": "The parameters of addresses that carry Gong's tracking id of people, with commas between them. May be empty."
  },
  {
    "type": "SELECT",
    "name": "consent",
    "displayName": "Consent",
    "simpleValueType": true,
    "macrosInSelect": false,
    "defaultValue": "implied",
    "help": "With \"required\" nothing is stored or sent before a page says tamtam('consent', 'granted').",
    "selectItems": [
      { "value": "implied", "displayValue": "implied" },
      { "value": "required", "displayValue": "required" }
    ]
  }
]


___SANDBOXED_JS_FOR_WEB_TEMPLATE___

const encodeUriComponent = require('encodeUriComponent');
const injectScript = require('injectScript');

let url = data.collector + '/tamtam.js?site=' + encodeUriComponent(data.site);
if (data.trackingParams) {
  url = url + '&trackingParams=' + encodeUriComponent(data.trackingParams);
}
if (data.consent === 'required') {
  url = url + '&consent=required';
}

// The address as the cache's token: however often the tag fires, the script is loaded once.
injectScript(url, data.gtmOnSuccess, data.gtmOnFailure, url);


___WEB_PERMISSIONS___

[
  {
    "instance": {
      "key": {
        "publicId": "inject_script",
        "versionId": "1"
      },
      "param": [
        {
          "key": "urls",
          "value": {
            "type": 2,
            "listItem": [
              {
                "type": 1,
                "string": "https://collector.example.com/*"
              }
            ]
          }
        }
      ]
    },
    "clientAnnotations": {
      "isEditedByUser": true
    },
    "isRequired": true
  }
]


___TESTS___

scenarios:
- name: Loads the script of the site
  code: |-
    mock('injectScript', (url, onSuccess) => onSuccess());
    runCode({ collector: 'https://collector.example.com', site: 'acme-www', trackingParams: '', consent: 'implied' });
    assertApi('injectScript').wasCalled();
    assertApi('gtmOnSuccess').wasCalled();
- name: Says so when the script cannot be loaded
  code: |-
    mock('injectScript', (url, onSuccess, onFailure) => onFailure());
    runCode({ collector: 'https://collector.example.com', site: 'acme-www', trackingParams: '', consent: 'implied' });
    assertApi('gtmOnFailure').wasCalled();


___NOTES___

Before importing it write your collector's host into the permission above, in the place of collector.example.com: a
template may load scripts from the hosts that it names and from no other.
